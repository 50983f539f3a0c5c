package dev.plumbline.stage.measure.counts;

/**
 * What one task adds to one pane.
 *
 * @param start of the pane, epoch milliseconds
 * @param cohort counts by the prediction's time
 * @param evidence label-free counts by the request's time, label-based ones by the outcome's
 */
public record PaneDelta(long start, MeasureCounts cohort, MeasureCounts evidence) {}
