package dev.plumbline.stage.measure.fairness;

import dev.plumbline.policy.Rate;
import dev.plumbline.stage.measure.statistics.Confidence;
import dev.plumbline.stage.measure.statistics.Estimate;
import java.util.List;

/** Mean of the gaps in true and in false positive rate. */
record AverageOdds() implements Metric {

  @Override
  public String words() {
    return "true and false positive rate";
  }

  @Override
  public List<Need> needs() {
    return List.of(Need.POSITIVES, Need.NEGATIVES, Need.LABELLED);
  }

  @Override
  public Estimate estimate(Side group, Side other, Confidence confidence) {
    return Estimate.averageOfDifferences(
        group.proportion(Rate.TRUE_POSITIVE).wilson(confidence),
        other.proportion(Rate.TRUE_POSITIVE).wilson(confidence),
        group.proportion(Rate.FALSE_POSITIVE).wilson(confidence),
        other.proportion(Rate.FALSE_POSITIVE).wilson(confidence));
  }

  @Override
  public String figures(Side group, Side other, double value) {
    return Metric.gap(both(group, other), other, value);
  }

  static String both(Side group, Side other) {
    return Metric.percent(Rate.TRUE_POSITIVE, group, other)
        + " and "
        + Metric.percent(Rate.FALSE_POSITIVE, group, other);
  }
}
