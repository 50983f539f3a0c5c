package dev.plumbline.stage.measure.accumulate;

/**
 * Something that is kept for the label horizon.
 *
 * @param outcome a waiting outcome; else a prediction
 */
public record ExpiringId(String requestId, boolean outcome) {}
