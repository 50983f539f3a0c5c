package dev.plumbline.fairness.metric;

import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.SampleMoments;
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
    return List.of(
        MetricRequirement.SPREAD, MetricRequirement.SEVERAL_SUBJECTS, MetricRequirement.SCORES);
  }

  @Override
  public IntervalEstimate estimate(
      ComparedGroup group, ComparedGroup other, ConfidenceLevel confidence) {
    return moments(group, confidence).minus(moments(other, confidence), confidence);
  }

  private static SampleMoments moments(ComparedGroup side, ConfidenceLevel confidence) {
    return side.scores()
        .moments()
        .dividedBy(side.scoreDesign(OutcomeRate.SELECTION).at(confidence));
  }

  @Override
  public String figures(ComparedGroup group, ComparedGroup other, double value) {
    double mine = group.scores().moments().mean();
    double theirs = other.scores().moments().mean();
    return GroupMetric.gap(
        String.format(Locale.ROOT, "%s %.3f against %.3f", words(), mine, theirs), other, value);
  }
}
