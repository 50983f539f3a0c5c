package dev.plumbline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.CounterfactualMeasure;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.DriftMeasure.Drift;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.BenefitsPolicy;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.drift.DriftPolicy.By;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.alert.warning.RuleReading;
import dev.plumbline.stage.alert.warning.WindowReadings;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.RecordMeasurer;
import dev.plumbline.stage.measure.record.ScoredRecord;
import dev.plumbline.stage.measure.window.WindowCalculator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every sentence of a window, whatever there was to measure. */
class SentenceWordingTest {

  /** What the truth of a request with a label is. */
  private enum Labels {
    NONE,
    SOME_WRONG,
    ALL_FAVOURABLE,
    ALL_UNFAVOURABLE
  }

  private static final TimeSpan WINDOW =
      new TimeSpan(MeasureFixtures.NOON, MeasureFixtures.NOON.plusSeconds(300));

  private static final Policy POLICY =
      MeasureFixtures.policy(
          "credit",
          new GroupPolicy(
              Map.of("sex", Set.of()),
              List.of(),
              Map.of(),
              Map.of("sex", Map.of("f", 0.5, "m", 0.4, "x", 0.1)),
              30),
          Arrays.stream(FairnessMetric.values())
              .map(
                  metric -> new FairnessRule(metric, metric.tolerance().smallIsWorse() ? 0.8 : 0.1))
              .toList(),
          PolicyFixtures.drift(null, drifts()),
          new EthicsPolicy(
              Map.of("privacy", 1.0),
              Map.of("selection_gap", 1.0, "counterfactual", 1.0),
              1,
              0,
              EthicsPolicy.Means.NONE,
              EthicsPolicy.Risk.NONE,
              new EthicsPolicy.Counterfactual(1, Map.of("sex", List.of(List.of("he", "she"))))),
          BenefitsPolicy.NONE);

  private final List<WindowMeasures> windows = windows();

  @Test
  void shouldCountRequestsWhenMetricsAreMeasured() {
    List<FairnessMeasure> measures = all(WindowMeasures::fairness);
    for (FairnessMetric metric : FairnessMetric.values()) {
      List<FairnessMeasure> of =
          measures.stream().filter(m -> m.metric().equals(metric.label())).toList();
      for (Comparison comparison : Comparison.values()) {
        assertThat(of.stream().anyMatch(m -> m.comparison() == comparison && m.value() != null))
            .as("%s %s", metric, comparison)
            .isTrue();
      }
      assertThat(of.stream().anyMatch(m -> m.value() == null)).as("%s", metric).isTrue();
    }
    measures.forEach(measure -> SentenceWording.assertCountsRequests(measure.sentence()));
  }

  @Test
  void shouldCountRequestsWhenDriftIsMeasured() {
    List<DriftMeasure> measures = all(WindowMeasures::drift);
    for (Statistic statistic : Statistic.values()) {
      for (Drift drift : Drift.values()) {
        assertThat(
                measures.stream()
                    .filter(m -> m.statistic().equals(statistic.label()))
                    .anyMatch(m -> m.verdict() == drift))
            .as("%s %s", statistic, drift)
            .isTrue();
      }
    }
    measures.forEach(measure -> SentenceWording.assertCountsRequests(measure.sentence()));
  }

  @Test
  void shouldCountRequestsWhenWordsAreSwapped() {
    List<CounterfactualMeasure> measures = all(WindowMeasures::counterfactuals);
    assertThat(measures).anyMatch(m -> m.flipRate() == null).anyMatch(m -> m.flipRate() != null);
    measures.forEach(measure -> SentenceWording.assertCountsRequests(measure.sentence()));
  }

  @Test
  void shouldCountRequestsWhenRulesAreRead() {
    List<RuleReading> readings =
        windows.stream().flatMap(window -> WindowReadings.of(window, POLICY).stream()).toList();
    assertThat(readings.stream().map(reading -> reading.rule().metric()).toList())
        .contains("ethics", "bias");
    readings.forEach(reading -> SentenceWording.assertCountsRequests(reading.sentence()));
  }

  @Test
  void shouldCountRequestsWhenRatesAreNamed() {
    for (OutcomeRate rate : OutcomeRate.values()) {
      SentenceWording.assertCountsRequests(rate.words());
      SentenceWording.assertCountsRequests(rate.whose());
    }
  }

  @Test
  void shouldCountRequestsWhenThePageIsLookedAt() throws IOException {
    try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/web"))) {
      for (Path script : scripts.filter(file -> file.toString().endsWith(".js")).toList()) {
        assertThat(Files.readAllLines(script))
            .noneMatch(line -> line.matches(".*(\\} (people|persons|customers)|Nobody).*"));
      }
    }
  }

  private <T> List<T> all(Function<WindowMeasures, List<T>> part) {
    return windows.stream().map(part).flatMap(Collection::stream).toList();
  }

  private static List<WindowMeasures> windows() {
    MeasureCounts usual = traffic(400, 0, Labels.SOME_WRONG);
    List<@Nullable MeasureCounts> references = new ArrayList<>();
    references.add(null);
    references.addAll(List.of(usual, traffic(400, 0.3, Labels.NONE), traffic(5, 0, Labels.NONE)));
    List<WindowMeasures> windows = new ArrayList<>();
    for (MeasureCounts reference : references) {
      for (int requests : new int[] {1, 5, 40, 400, 4_000}) {
        for (Labels labels : Labels.values()) {
          MeasureCounts counts = traffic(requests, 0, labels);
          windows.add(new WindowCalculator(POLICY).measure(WINDOW, 0, false, counts, reference));
        }
      }
    }
    return windows;
  }

  /** Of m and f in turn, m with the higher scores. */
  private static MeasureCounts traffic(int requests, double shift, Labels labels) {
    SplittableRandom random = new SplittableRandom(requests);
    RecordMeasurer measurer = new RecordMeasurer(POLICY);
    PaneAccumulator pane = new PaneAccumulator();
    for (int i = 0; i < requests; i++) {
      String sex = i % 2 == 0 ? "m" : "f";
      double score = Math.min(1, random.nextDouble() * (sex.equals("m") ? 1 : 0.7) + shift);
      Observation observation = measurer.measure(request("r" + i, sex, score));
      pane.add(observation);
      boolean truth =
          switch (labels) {
            case NONE, ALL_UNFAVOURABLE -> false;
            case ALL_FAVOURABLE -> true;
            case SOME_WRONG -> random.nextDouble() < score;
          };
      if (labels != Labels.NONE) {
        pane.label(observation.kept(), truth ? "yes" : "no", truth, 1);
      }
    }
    pane.add(CounterNames.COUNTERFACTUALS + "sex", requests);
    pane.add(CounterNames.FLIPS + "sex", requests / 4);
    return pane.toCounts();
  }

  private static ScoredRecord request(String id, String sex, double score) {
    return new ScoredRecord(
        id,
        "credit",
        MeasureFixtures.NOON.toEpochMilli(),
        score > 0.5 ? "yes" : "no",
        score,
        Map.of("yes", score, "no", 1 - score),
        "m1",
        null,
        Map.of("sex", sex),
        Map.of("privacy", score),
        Map.of(),
        List.of(),
        null,
        10 + (int) (100 * score));
  }

  private static List<SignalRule> drifts() {
    List<SignalRule> rules = new ArrayList<>();
    for (Statistic statistic : Statistic.values()) {
      rules.add(
          new SignalRule(
              DriftSignal.of(DriftSignal.Kind.SCORE), statistic, statistic.usual(), By.BOTH));
      rules.add(
          new SignalRule(
              DriftSignal.of(DriftSignal.Kind.TEXT_LENGTH), statistic, statistic.usual(), By.ALL));
      if (!statistic.ordered()) {
        rules.add(
            new SignalRule(DriftSignal.of(DriftSignal.Kind.GROUP_SHARE), statistic, 0.1, By.BOTH));
      }
    }
    return rules;
  }
}
