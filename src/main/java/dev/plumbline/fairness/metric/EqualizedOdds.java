package dev.plumbline.fairness.metric;

import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.List;
import java.util.Locale;

/**
 * True and false positive rate of a group against another's; of the two gaps the larger, with its
 * sign. Both gaps are sure at once (Bonferroni), so that the interval holds whichever is larger.
 */
record EqualizedOdds(boolean ratio) implements GroupMetric {

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
  public List<MetricRequirement> needsOfOther() {
    return ratio
        ? List.of(
            MetricRequirement.successes(OutcomeRate.TRUE_POSITIVE),
            MetricRequirement.successes(OutcomeRate.FALSE_POSITIVE),
            MetricRequirement.POSITIVES,
            MetricRequirement.NEGATIVES,
            MetricRequirement.LABELLED)
        : needs();
  }

  @Override
  public IntervalEstimate estimate(
      ComparedGroup group, ComparedGroup other, ConfidenceLevel confidence) {
    ConfidenceLevel each = confidence.sharedBy(2);
    IntervalEstimate positives =
        new RateGap(OutcomeRate.TRUE_POSITIVE, ratio).estimate(group, other, each);
    IntervalEstimate negatives =
        new RateGap(OutcomeRate.FALSE_POSITIVE, ratio).estimate(group, other, each);
    return ratio ? positives.furtherFromOne(negatives) : positives.furtherFromZero(negatives);
  }

  @Override
  public String figures(ComparedGroup group, ComparedGroup other, double value) {
    String figures = AverageOdds.both(group, other);
    return ratio
        ? String.format(Locale.ROOT, "%s for %s; ratio %.3f", figures, other.name(), value)
        : GroupMetric.gap(figures, other, value);
  }
}
