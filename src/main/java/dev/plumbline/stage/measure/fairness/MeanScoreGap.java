package dev.plumbline.stage.measure.fairness;

import dev.plumbline.stage.measure.statistics.Confidence;
import dev.plumbline.stage.measure.statistics.Estimate;
import java.util.List;
import java.util.Locale;

/** Mean favourable probability of a group minus another's. */
record MeanScoreGap() implements Metric {

  @Override
  public String words() {
    return "mean favourable probability";
  }

  @Override
  public List<Need> needs() {
    return List.of(Need.SPREAD, Need.REQUESTS);
  }

  @Override
  public Estimate estimate(Side group, Side other, Confidence confidence) {
    return group.scores().moments().minus(other.scores().moments(), confidence);
  }

  @Override
  public String figures(Side group, Side other, double value) {
    double mine = group.scores().moments().mean();
    double theirs = other.scores().moments().mean();
    return Metric.gap(
        String.format(Locale.ROOT, "%s %.3f against %.3f", words(), mine, theirs), other, value);
  }
}
