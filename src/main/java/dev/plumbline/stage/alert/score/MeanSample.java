package dev.plumbline.stage.alert.score;

/**
 * Figures in [0, 1] of one pane's records.
 *
 * @param sum at most {@code records}
 * @param records how many; a record may count in part
 */
public record MeanSample(double sum, double records) {
  static final MeanSample NOTHING = new MeanSample(0, 0);
}
