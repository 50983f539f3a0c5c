package dev.plumbline.stage.alert.score;

import dev.plumbline.policy.OutcomeRate;

/** What is added up of one group for the bias score. */
record GroupSums(long requests, RateSums selection, RateSums truePositive, RateSums falsePositive) {

  static final GroupSums NONE = new GroupSums(0, RateSums.NONE, RateSums.NONE, RateSums.NONE);

  GroupSums plus(GroupSums other) {
    return new GroupSums(
        requests + other.requests,
        selection.plus(other.selection),
        truePositive.plus(other.truePositive),
        falsePositive.plus(other.falsePositive));
  }

  RateSums of(OutcomeRate rate) {
    return switch (rate) {
      case SELECTION -> selection;
      case TRUE_POSITIVE -> truePositive;
      case FALSE_POSITIVE -> falsePositive;
      default -> RateSums.NONE;
    };
  }
}
