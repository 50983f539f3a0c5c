package dev.plumbline.fairness.metric;

import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.List;

/** Mean of the gaps in true and in false positive rate. */
record AverageOdds() implements GroupMetric {

  @Override
  public String words() {
    return "true and false positive rate";
  }

  @Override
  public List<MetricRequirement> needs() {
    return List.of(
        MetricRequirement.POSITIVES, MetricRequirement.NEGATIVES, MetricRequirement.LABELLED);
  }

  @Override
  public IntervalEstimate estimate(
      ComparedGroup group, ComparedGroup other, ConfidenceLevel confidence) {
    return IntervalEstimate.averageOfDifferences(
        interval(group, OutcomeRate.TRUE_POSITIVE, confidence),
        interval(other, OutcomeRate.TRUE_POSITIVE, confidence),
        interval(group, OutcomeRate.FALSE_POSITIVE, confidence),
        interval(other, OutcomeRate.FALSE_POSITIVE, confidence));
  }

  /** A subject who comes back may be in both rates, so what is divided by is their mean's. */
  private static IntervalEstimate interval(
      ComparedGroup side, OutcomeRate rate, ConfidenceLevel confidence) {
    return side.proportion(rate).dividedBy(side.oddsDesign().at(confidence)).interval(confidence);
  }

  @Override
  public String figures(ComparedGroup group, ComparedGroup other, double value) {
    return GroupMetric.gap(both(group, other), other, value);
  }

  static String both(ComparedGroup group, ComparedGroup other) {
    return GroupMetric.percent(OutcomeRate.TRUE_POSITIVE, group, other)
        + " and "
        + GroupMetric.percent(OutcomeRate.FALSE_POSITIVE, group, other);
  }
}
