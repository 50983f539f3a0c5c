package dev.plumbline.stage.alert.warning;

import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.measure.WeightedScore;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.stage.alert.score.MeanRule;
import dev.plumbline.statistics.FigureWords;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one window says of the scores and of indicators with a limit: the figures that an alert
 * shows. A score is beyond its limit where its whole interval is, and where it has none, as an
 * indicator, by itself. That opens nothing: panes decide whether there is an alert.
 */
final class ScoreReadings {

  private ScoreReadings() {}

  static List<RuleReading> of(WindowMeasures window, EthicsPolicy ethics) {
    List<RuleReading> readings = new ArrayList<>();
    WeightedScore e = window.ethics();
    Double high = e.high();
    Double mean = e.score();
    if (mean != null) {
      boolean beyond = (high == null ? mean : high) < ethics.ethicsBelow();
      Figure figure = new Figure("ethics score", mean, e.low(), high, ethics.ethicsBelow());
      readings.add(reading(PolicyRules.ETHICS, figure, beyond, mean >= figure.limit, window));
    }
    new TreeMap<>(ethics.limits().indicators())
        .forEach(
            (name, limit) -> {
              Double value = e.values().get(name);
              if (value != null) {
                Figure figure = new Figure("mean of " + name, value, null, null, limit.below());
                boolean inside = value >= limit.below();
                readings.add(reading(MeanRule.metric(name), figure, !inside, inside, window));
              }
            });
    WeightedScore b = window.bias();
    Double low = b.low();
    Double gaps = b.score();
    if (gaps != null) {
      boolean beyond = (low == null ? gaps : low) > ethics.biasAbove();
      Figure figure = new Figure("bias score", gaps, low, b.high(), ethics.biasAbove());
      readings.add(reading(PolicyRules.BIAS, figure, beyond, gaps <= figure.limit, window));
    }
    return readings;
  }

  private record Figure(
      String name, double value, @Nullable Double low, @Nullable Double high, double limit) {}

  private static RuleReading reading(
      String metric, Figure figure, boolean beyond, boolean inside, WindowMeasures window) {
    return new RuleReading(
        PolicyRules.ofModel(metric),
        window.window().end(),
        beyond,
        inside,
        new AlertFigures(figure.value, figure.low, figure.high, window.requests(), 0, figure.limit),
        "The %s is %s%s over %d requests; the limit is %s."
            .formatted(
                figure.name,
                FigureWords.figure(figure.value),
                interval(figure),
                window.requests(),
                FigureWords.asWritten(figure.limit)));
  }

  private static String interval(Figure figure) {
    return figure.low == null || figure.high == null
        ? ""
        : " (95 %% interval %s to %s)"
            .formatted(FigureWords.figure(figure.low), FigureWords.figure(figure.high));
  }
}
