package dev.plumbline.http;

import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.event.measure.WeightedScore;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.http.NewestFigures.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where one model's rules stand: the newest window, and of each rule the newest with evidence. */
final class ModelStanding {

  private final NewestFigures<FairnessMeasure> fairness;
  private final NewestFigures<DriftMeasure> drift;
  private final NewestFigures<WeightedScore> scores;
  private @Nullable WindowMeasures newest;

  /**
   * @param kept how long a rule's figure outlives newer windows: the time in which labels may come
   */
  ModelStanding(Duration kept) {
    fairness = new NewestFigures<>(kept);
    drift = new NewestFigures<>(kept);
    scores = new NewestFigures<>(kept);
  }

  void accept(WindowMeasures window, long version) {
    Instant end = window.window().end();
    if (newest == null || !end.isBefore(newest.window().end())) {
      newest = window;
    }
    window
        .fairness()
        .forEach(m -> fairness.accept(key(m), new Figure<>(end, version, m.value() != null, m)));
    window
        .drift()
        .forEach(d -> drift.accept(key(d), new Figure<>(end, version, d.value() != null, d)));
    score("ethics", end, version, window.ethics());
    score("bias", end, version, window.bias());
    List.of(fairness, drift, scores).forEach(figures -> figures.passed(end));
  }

  private void score(String name, Instant end, long version, WeightedScore score) {
    scores.accept(name, new Figure<>(end, version, score.score() != null, score));
  }

  /** The newest window; null before the first. */
  @Nullable WindowMeasures newest() {
    return newest;
  }

  /** Each rule's figure with its age. */
  void eachFairness(BiConsumer<FairnessMeasure, Duration> reader) {
    fairness.all().forEach(figure -> reader.accept(figure.measure(), fairness.age(figure)));
  }

  /** Each signal's figure with its age. */
  void eachDrift(BiConsumer<DriftMeasure, Duration> reader) {
    drift.all().forEach(figure -> reader.accept(figure.measure(), drift.age(figure)));
  }

  @Nullable Double ethics() {
    return score("ethics");
  }

  @Nullable Double bias() {
    return score("bias");
  }

  private @Nullable Double score(String name) {
    Figure<WeightedScore> figure = scores.find(name);
    return figure == null ? null : figure.measure().score();
  }

  /** The rules of the policy, group against reference, that changed since the version. */
  List<PageRule> rulesSince(long seen) {
    return fairness.all().stream()
        .filter(figure -> figure.version() > seen)
        .filter(figure -> figure.measure().comparison() == Comparison.REFERENCE)
        .filter(figure -> figure.measure().tolerance() != null)
        .map(figure -> PageRule.of(figure.measure(), figure.end()))
        .toList();
  }

  /** The worst pair's group changes from window to window; it is one rule all the same. */
  private static String key(FairnessMeasure m) {
    boolean worst = m.comparison() == Comparison.WORST_PAIR;
    return String.join("\n", m.metric(), m.attribute(), worst ? "" : "=" + m.group());
  }

  private static String key(DriftMeasure d) {
    return String.join("\n", d.signal(), d.statistic(), d.attribute(), d.group());
  }
}
