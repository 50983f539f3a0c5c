package dev.plumbline.stage.measure;

/**
 * What one task adds to one pane.
 *
 * @param start of the pane, epoch milliseconds
 * @param cohort counts by the prediction's time
 * @param evidence label-free counts by the request's time, label-based ones by the outcome's
 */
record PaneDelta(long start, Counts cohort, Counts evidence) {

  static PaneDelta none(long start) {
    return new PaneDelta(start, Counts.EMPTY, Counts.EMPTY);
  }

  PaneDelta merge(PaneDelta other) {
    return new PaneDelta(start, cohort.merge(other.cohort), evidence.merge(other.evidence));
  }
}
