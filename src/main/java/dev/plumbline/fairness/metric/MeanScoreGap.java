package dev.plumbline.fairness.metric;

import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.List;
import java.util.Locale;

/** Mean favourable probability of a group minus another's. */
record MeanScoreGap() implements GroupMetric {

  @Override
  public String words() {
    return "mean favourable probability";
  }

  @Override
  public List<MetricRequirement> needs() {
    return List.of(MetricRequirement.SPREAD, MetricRequirement.REQUESTS);
  }

  @Override
  public IntervalEstimate estimate(
      ComparedGroup group, ComparedGroup other, ConfidenceLevel confidence) {
    return group.scores().moments().minus(other.scores().moments(), confidence);
  }

  @Override
  public String figures(ComparedGroup group, ComparedGroup other, double value) {
    double mine = group.scores().moments().mean();
    double theirs = other.scores().moments().mean();
    return GroupMetric.gap(
        String.format(Locale.ROOT, "%s %.3f against %.3f", words(), mine, theirs), other, value);
  }
}
