package dev.plumbline.policy;

import dev.plumbline.event.GroupCounts;

/** The rates that fairness metrics compare: successes among those who could succeed. */
public enum Rate {
  SELECTION("favourable predictions"),
  TRUE_POSITIVE("true positive rate"),
  FALSE_POSITIVE("false positive rate");

  private final String words;

  Rate(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  public long successes(GroupCounts group) {
    return switch (this) {
      case SELECTION -> group.favourable();
      case TRUE_POSITIVE -> group.truePositives();
      case FALSE_POSITIVE -> group.falsePositives();
    };
  }

  public long trials(GroupCounts group) {
    return switch (this) {
      case SELECTION -> group.requests();
      case TRUE_POSITIVE -> group.positives();
      case FALSE_POSITIVE -> group.negatives();
    };
  }

  /** People known well enough for this rate: all of them, or those with a label. */
  public long people(GroupCounts group) {
    return this == SELECTION ? group.requests() : group.labelled();
  }
}
