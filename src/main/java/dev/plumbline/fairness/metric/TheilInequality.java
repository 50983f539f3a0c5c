package dev.plumbline.fairness.metric;

import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.List;

/** Theil's index of how unequally predictions benefit one group's requests. */
record TheilInequality() implements GroupMetric {

  @Override
  public Against against() {
    return Against.NOBODY;
  }

  @Override
  public String words() {
    return "Theil index of benefits";
  }

  @Override
  public List<MetricRequirement> needs() {
    return List.of(MetricRequirement.BENEFIT, MetricRequirement.LABELLED);
  }

  @Override
  public IntervalEstimate estimate(
      ComparedGroup group, ComparedGroup other, ConfidenceLevel confidence) {
    return group.theil().estimate(confidence, group.labelledDesign().at(confidence));
  }

  @Override
  public String figures(ComparedGroup group, ComparedGroup other, double value) {
    return GroupMetric.own(words(), value, group, other, other.theil().value());
  }
}
