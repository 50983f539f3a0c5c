package dev.plumbline.policy;

import dev.plumbline.event.measure.GroupCounts;

/** The rates that fairness metrics compare: successes among those that could succeed. */
public enum OutcomeRate {
  SELECTION("favourable predictions", "requests"),
  TRUE_POSITIVE("true positive rate", "requests whose true label is favourable"),
  FALSE_POSITIVE("false positive rate", "requests whose true label is not favourable"),
  FALSE_NEGATIVE("false negative rate", "requests whose true label is favourable"),
  PRECISION("precision", "requests with a favourable prediction and a label"),
  ACCURACY("accuracy", "requests with a label"),
  DECISION_ACCURACY("decision accuracy", "requests with a label");

  private final String words;
  private final String whose;

  OutcomeRate(String words, String whose) {
    this.words = words;
    this.whose = whose;
  }

  public String words() {
    return words;
  }

  /** Those that could succeed, in words. */
  public String whose() {
    return whose;
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
