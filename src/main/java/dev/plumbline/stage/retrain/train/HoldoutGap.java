package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.OutcomeRate;
import java.util.OptionalDouble;

/**
 * How far a metric of one group is from fair, 0 being fair: the distance of two groups' figures,
 * for a ratio metric one minus the smaller over the larger; one minus an area under the curve;
 * Theil's index itself. Empty when too few people are behind a figure.
 *
 * @param reference whom the policy compares the group with
 * @param rest everyone outside the group
 */
record HoldoutGap(HoldoutGroup group, HoldoutGroup reference, HoldoutGroup rest) {

  /** People below which a rate is not compared: one person would move it by more than 5 %. */
  static final long LEAST = 20;

  OptionalDouble of(FairnessMetric metric) {
    return switch (metric) {
      case AVERAGE_ODDS_DIFFERENCE -> averageOdds();
      case CALIBRATION_DIFFERENCE ->
          apart(group.calibrationError(), reference.calibrationError(), bothKnown());
      case MEAN_SCORE_DIFFERENCE -> apart(group.meanScore(), reference.meanScore(), bothKnown());
      case THEIL_INDEX -> when(group.counts().labelled() >= LEAST, group.theil());
      case SUBGROUP_AUC -> area(group, group);
      case BPSN_AUC -> area(rest, group);
      case BNSP_AUC -> area(group, rest);
      case REPRESENTATION -> OptionalDouble.empty(); // no model decides who comes
      default -> widest(metric);
    };
  }

  private OptionalDouble widest(FairnessMetric metric) {
    return metric.rates().stream()
        .filter(this::known)
        .mapToDouble(
            rate -> {
              double a = rate(rate, group);
              double b = rate(rate, reference);
              return metric.ratio()
                  ? 1 - (a == b ? 1 : Math.min(a, b) / Math.max(a, b))
                  : Math.abs(a - b);
            })
        .max();
  }

  /** Gaps that favour one side each cancel out. */
  private OptionalDouble averageOdds() {
    double odds = rate(OutcomeRate.TRUE_POSITIVE, group) + rate(OutcomeRate.FALSE_POSITIVE, group);
    double theirs =
        rate(OutcomeRate.TRUE_POSITIVE, reference) + rate(OutcomeRate.FALSE_POSITIVE, reference);
    return apart(
        odds / 2,
        theirs / 2,
        known(OutcomeRate.TRUE_POSITIVE) && known(OutcomeRate.FALSE_POSITIVE));
  }

  private static OptionalDouble area(HoldoutGroup positives, HoldoutGroup negatives) {
    GroupCounts of = positives.counts();
    return when(
        of.positives() >= LEAST && negatives.counts().negatives() >= LEAST,
        1 - positives.areaOver(negatives));
  }

  private boolean bothKnown() {
    return group.counts().labelled() >= LEAST && reference.counts().labelled() >= LEAST;
  }

  private boolean known(OutcomeRate rate) {
    return rate.trials(group.counts()) >= LEAST && rate.trials(reference.counts()) >= LEAST;
  }

  private static double rate(OutcomeRate rate, HoldoutGroup of) {
    return (double) rate.successes(of.counts()) / rate.trials(of.counts());
  }

  private static OptionalDouble apart(double a, double b, boolean known) {
    return when(known, Math.abs(a - b));
  }

  private static OptionalDouble when(boolean known, double value) {
    return known && Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
