package dev.plumbline.stage.retrain.demand;

import dev.plumbline.policy.OutcomePolicy;

/**
 * Labelled records of one group, by what rates are of.
 *
 * @param labelled all of them
 * @param favourable those with a favourable true label
 * @param selected those of which the prediction was favourable
 */
public record LabelCount(long labelled, long favourable, long selected) {

  public static final LabelCount NONE = new LabelCount(0, 0, 0);

  /** With one more record, or with the label of one corrected. */
  public LabelCount plus(OutcomePolicy outcome, LabelledRecord record) {
    long now = outcome.favours(record.label()) ? 1 : 0;
    String corrects = record.corrects();
    if (corrects != null) {
      long before = outcome.favours(corrects) ? 1 : 0;
      return new LabelCount(labelled, favourable + now - before, selected);
    }
    long predicted = outcome.favours(record.predicted()) ? 1 : 0;
    return new LabelCount(labelled + 1, favourable + now, selected + predicted);
  }

  public LabelCount plus(LabelCount other) {
    return new LabelCount(
        labelled + other.labelled, favourable + other.favourable, selected + other.selected);
  }

  LabelCount minus(LabelCount part) {
    return new LabelCount(
        labelled - part.labelled, favourable - part.favourable, selected - part.selected);
  }

  long unfavourable() {
    return labelled - favourable;
  }
}
