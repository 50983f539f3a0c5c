package dev.plumbline.event.measure;

/**
 * Where one side's numbers lie.
 *
 * @param spread from the lower quartile to the upper one
 */
public record DriftSide(double mean, double median, double spread) {}
