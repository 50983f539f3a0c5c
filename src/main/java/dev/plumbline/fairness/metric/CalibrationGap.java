package dev.plumbline.fairness.metric;

import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.List;
import java.util.Locale;

/** Expected calibration error of a group, in ten bins of equal numbers, minus another's. */
record CalibrationGap() implements GroupMetric {

  @Override
  public String words() {
    return "calibration error";
  }

  @Override
  public List<MetricRequirement> needs() {
    return List.of(MetricRequirement.LABELLED, MetricRequirement.LABELLED_SCORES);
  }

  @Override
  public IntervalEstimate estimate(
      ComparedGroup group, ComparedGroup other, ConfidenceLevel confidence) {
    return error(group, confidence).minus(error(other, confidence));
  }

  private static IntervalEstimate error(ComparedGroup side, ConfidenceLevel confidence) {
    return EqualMassBins.of(side.scores())
        .calibrationError(
            confidence, side.scoreDesign(OutcomeRate.DECISION_ACCURACY).at(confidence));
  }

  @Override
  public String figures(ComparedGroup group, ComparedGroup other, double value) {
    double mine = error(group, ConfidenceLevel.USUAL).value();
    double theirs = error(other, ConfidenceLevel.USUAL).value();
    return GroupMetric.gap(
        String.format(Locale.ROOT, "%s %.3f against %.3f", words(), mine, theirs), other, value);
  }
}
