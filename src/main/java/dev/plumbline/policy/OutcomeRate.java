package dev.plumbline.policy;

import dev.plumbline.event.measure.GroupCounts;

/** The rates that fairness metrics compare: successes among those that could succeed. */
public enum OutcomeRate {
  SELECTION("favourable predictions", ""),
  TRUE_POSITIVE("true positive rate", " whose true label is favourable"),
  FALSE_POSITIVE("false positive rate", " whose true label is not favourable"),
  FALSE_NEGATIVE("false negative rate", " whose true label is favourable"),
  PRECISION("precision", " with a favourable prediction and a label"),
  ACCURACY("accuracy", " with a label"),
  DECISION_ACCURACY("decision accuracy", " with a label");

  private final String words;
  private final String condition;

  /**
   * @param condition that requests have to meet to be among those that could succeed; may be empty
   */
  OutcomeRate(String words, String condition) {
    this.words = words;
    this.condition = condition;
  }

  public String words() {
    return words;
  }

  /** The requests that could succeed, in words. */
  public String whose() {
    return whose("requests");
  }

  /**
   * Those that could succeed, in words.
   *
   * @param units what is counted, such as "people"
   */
  public String whose(String units) {
    return units + condition;
  }

  public long successes(GroupCounts group) {
    return switch (this) {
      case SELECTION -> group.favourable();
      case TRUE_POSITIVE, PRECISION -> group.truePositives();
      case FALSE_POSITIVE -> group.falsePositives();
      case FALSE_NEGATIVE -> group.falseNegatives();
      case ACCURACY -> group.correct();
      case DECISION_ACCURACY -> group.truePositives() + group.trueNegatives();
    };
  }

  public long trials(GroupCounts group) {
    return switch (this) {
      case SELECTION -> group.requests();
      case TRUE_POSITIVE, FALSE_NEGATIVE -> group.positives();
      case FALSE_POSITIVE -> group.negatives();
      case PRECISION -> group.truePositives() + group.falsePositives();
      case ACCURACY, DECISION_ACCURACY -> group.labelled();
    };
  }
}
