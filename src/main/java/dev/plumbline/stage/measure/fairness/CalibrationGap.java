package dev.plumbline.stage.measure.fairness;

import dev.plumbline.stage.measure.statistics.CalibrationError;
import dev.plumbline.stage.measure.statistics.Confidence;
import dev.plumbline.stage.measure.statistics.Estimate;
import java.util.List;
import java.util.Locale;

/** Expected calibration error of a group, in ten bins, minus another's. */
record CalibrationGap() implements Metric {

  @Override
  public String words() {
    return "calibration error";
  }

  @Override
  public List<Need> needs() {
    return List.of(Need.LABELLED, Need.LABELLED_SCORES);
  }

  @Override
  public Estimate estimate(Side group, Side other, Confidence confidence) {
    return error(group, confidence).minus(error(other, confidence));
  }

  private static Estimate error(Side side, Confidence confidence) {
    return CalibrationError.of(
        side.scores().labelledByDecile(),
        side.scores().positivesByDecile(),
        side.scores().sumsByDecile(),
        confidence);
  }

  @Override
  public String figures(Side group, Side other, double value) {
    double mine = error(group, Confidence.USUAL).value();
    double theirs = error(other, Confidence.USUAL).value();
    return Metric.gap(
        String.format(Locale.ROOT, "%s %.3f against %.3f", words(), mine, theirs), other, value);
  }
}
