package dev.plumbline.fairness.metric;

import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.List;
import java.util.Locale;

/** One rate of a group minus, or over, that of another. */
record RateGap(OutcomeRate rate, boolean ratio) implements GroupMetric {

  @Override
  public String words() {
    return rate.words();
  }

  @Override
  public List<MetricRequirement> needs() {
    return List.of(MetricRequirement.some(rate));
  }

  @Override
  public List<MetricRequirement> needsOfOther() {
    return ratio
        ? List.of(MetricRequirement.successes(rate), MetricRequirement.some(rate))
        : needs();
  }

  @Override
  public IntervalEstimate estimate(
      ComparedGroup group, ComparedGroup other, ConfidenceLevel confidence) {
    BinomialProportion mine = group.proportion(rate, confidence);
    BinomialProportion theirs = other.proportion(rate, confidence);
    return ratio ? mine.over(theirs, confidence) : mine.minus(theirs, confidence);
  }

  @Override
  public String figures(ComparedGroup group, ComparedGroup other, double value) {
    String figures = GroupMetric.percent(rate, group, other);
    return ratio
        ? String.format(Locale.ROOT, "%s for %s; ratio %.3f", figures, other.name(), value)
        : GroupMetric.gap(figures, other, value);
  }
}
