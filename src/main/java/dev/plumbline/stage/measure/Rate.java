package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.stage.measure.statistics.Proportion;

/** The rates that fairness metrics compare. */
enum Rate {
  SELECTION("favourable predictions"),
  TRUE_POSITIVE("true positive rate"),
  FALSE_POSITIVE("false positive rate");

  private final String words;

  Rate(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  Proportion of(GroupCounts group) {
    return switch (this) {
      case SELECTION -> new Proportion(group.favourable(), group.requests());
      case TRUE_POSITIVE -> new Proportion(group.truePositives(), group.positives());
      case FALSE_POSITIVE -> new Proportion(group.falsePositives(), group.negatives());
    };
  }

  /** People known well enough for this rate: all of them, or those with a label. */
  long people(GroupCounts group) {
    return this == SELECTION ? group.requests() : group.labelled();
  }
}
