package dev.plumbline.fairness.metric;

import dev.plumbline.policy.ScoreMean;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.SampleMoments;
import java.util.List;

/** A mean of scores of a group minus another's. */
record ScoreMeanGap(ScoreMean mean) implements GroupMetric {

  @Override
  public String words() {
    return mean.words();
  }

  @Override
  public List<MetricRequirement> needs() {
    return MetricRequirement.forMean(mean);
  }

  @Override
  public IntervalEstimate estimate(
      ComparedGroup group, ComparedGroup other, ConfidenceLevel confidence) {
    return moments(group, confidence).minus(moments(other, confidence), confidence);
  }

  private SampleMoments moments(ComparedGroup side, ConfidenceLevel confidence) {
    return side.scores().moments(mean).dividedBy(side.design(mean).at(confidence));
  }

  @Override
  public String figures(ComparedGroup group, ComparedGroup other, double value) {
    return GroupMetric.gap(
        "%s %s against %s".formatted(words(), figure(group), figure(other)), other, value);
  }

  private String figure(ComparedGroup side) {
    return mean.figure(side.scores().moments(mean).mean());
  }
}
