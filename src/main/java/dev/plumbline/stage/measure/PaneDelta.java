package dev.plumbline.stage.measure;

/**
 * What one task adds to one pane.
 *
 * @param start of the pane, epoch milliseconds
 * @param cohort counts by the prediction's time
 * @param evidence label-free counts by the request's time, label-based ones by the outcome's
 */
record PaneDelta(long start, Counts cohort, Counts evidence) {}
