package dev.plumbline.stage.measure.fairness;

import dev.plumbline.stage.measure.statistics.Confidence;
import dev.plumbline.stage.measure.statistics.Estimate;
import java.util.List;

/** Theil's index of how unequally predictions benefit the people of one group. */
record Inequality() implements Metric {

  @Override
  public Against against() {
    return Against.NOBODY;
  }

  @Override
  public String words() {
    return "Theil index of benefits";
  }

  @Override
  public List<Need> needs() {
    return List.of(Need.BENEFIT, Need.LABELLED);
  }

  @Override
  public Estimate estimate(Side group, Side other, Confidence confidence) {
    return group.theil().estimate(confidence);
  }

  @Override
  public String figures(Side group, Side other, double value) {
    return Metric.own(words(), value, group, other, other.theil().value());
  }
}
