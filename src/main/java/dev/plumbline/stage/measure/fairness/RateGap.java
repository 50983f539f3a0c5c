package dev.plumbline.stage.measure.fairness;

import dev.plumbline.policy.Rate;
import dev.plumbline.stage.measure.statistics.Confidence;
import dev.plumbline.stage.measure.statistics.Estimate;
import dev.plumbline.stage.measure.statistics.Proportion;
import java.util.List;
import java.util.Locale;

/** One rate of a group minus, or over, that of another. */
record RateGap(Rate rate, boolean ratio) implements Metric {

  @Override
  public String words() {
    return rate.words();
  }

  @Override
  public List<Need> needs() {
    return List.of(Need.people(rate), Need.some(rate));
  }

  @Override
  public List<Need> needsOfOther() {
    return ratio ? List.of(Need.people(rate), Need.successes(rate), Need.some(rate)) : needs();
  }

  @Override
  public Estimate estimate(Side group, Side other, Confidence confidence) {
    Proportion mine = group.proportion(rate);
    Proportion theirs = other.proportion(rate);
    return ratio ? mine.over(theirs, confidence) : mine.minus(theirs, confidence);
  }

  @Override
  public String figures(Side group, Side other, double value) {
    String figures = Metric.percent(rate, group, other);
    return ratio
        ? String.format(Locale.ROOT, "%s for %s; ratio %.3f", figures, other.name(), value)
        : Metric.gap(figures, other, value);
  }
}
