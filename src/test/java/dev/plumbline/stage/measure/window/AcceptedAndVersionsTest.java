package dev.plumbline.stage.measure.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.AcceptedTolerance;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.record.RecordMeasurer;
import dev.plumbline.stage.measure.record.ScoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What windows show of gaps that are accepted, and of versions of the model. */
class AcceptedAndVersionsTest {

  private static final Instant UNTIL = Instant.parse("2026-06-30T00:00:00Z");

  private static final Policy POLICY =
      AlertTestPolicies.read(
          """
          model: credit
          scoring: {source: provided}
          outcome: {favourable: ["yes"]}
          groups:
            attributes: {sex: [f, m]}
            reference: {sex: m}
            minimumSize: 30
            byVersion: true
          drift: {signals: [{signal: score}]}
          fairness:
            - metric: demographic_parity_difference
              tolerance: 0.1
              accept: [{group: sex=f, gap: 0.45, until: 2026-06-30, why: the branch closes}]
          """);

  /** Women get 40 of 200, men 100 of 200: a gap of 0.3, from 0.21 to 0.38. */
  @Test
  void shouldJudgeByWhatIsAcceptedUntilItsDateAndSaySo() {
    // When
    FairnessMeasure before = parity(UNTIL.minusSeconds(300));
    FairnessMeasure after = parity(UNTIL);
    // Then
    assertThat(before.verdict()).isEqualTo(Verdict.FAIR);
    assertThat(before.tolerance()).isEqualTo(0.45);
    assertThat(before.accepted())
        .isEqualTo(new AcceptedTolerance(0.45, UNTIL, "the branch closes"));
    assertThat(before.sentence())
        .contains("Beyond the tolerance of 0.1.")
        .endsWith("Accepted up to 0.45 until 2026-06-30T00:00:00Z (the branch closes).");
    assertThat(after.verdict()).isEqualTo(Verdict.UNFAIR);
    assertThat(after.tolerance()).isEqualTo(0.1);
    assertThat(after.accepted()).isNull();
  }

  /** Version m2 approves 40 of 100 requests, m1 100 of 300. */
  @Test
  void shouldShowEachVersionsRatesWhenVersionsAreCounted() {
    // When
    WindowMeasures window = window(UNTIL);
    // Then
    assertThat(window.groups())
        .filteredOn(group -> group.attribute().equals("modelVersion"))
        .extracting(GroupCounts::group, GroupCounts::requests, GroupCounts::favourable)
        .containsExactly(tuple("m1", 300L, 100L), tuple("m2", 100L, 40L));
    List<FairnessMeasure> versions =
        window.fairness().stream()
            .filter(measure -> measure.attribute().equals("modelVersion"))
            .toList();
    assertThat(versions)
        .filteredOn(measure -> measure.metric().equals("demographic_parity_difference"))
        .filteredOn(measure -> measure.group().equals("m2"))
        .filteredOn(m -> m.comparison() == FairnessMeasure.Comparison.REFERENCE)
        .singleElement()
        .satisfies(
            measure -> {
              assertThat(measure.value()).isCloseTo(0.4 - 1 / 3.0, within(1e-12));
              assertThat(measure.tolerance()).isNull();
              assertThat(measure.verdict()).isNull();
            });
    assertThat(window.drift()).noneMatch(drift -> drift.attribute().equals("modelVersion"));
  }

  private static FairnessMeasure parity(Instant start) {
    return window(start).fairness().stream()
        .filter(measure -> measure.metric().equals("demographic_parity_difference"))
        .filter(measure -> measure.attribute().equals("sex") && measure.group().equals("f"))
        .filter(measure -> measure.comparison() == FairnessMeasure.Comparison.REFERENCE)
        .findFirst()
        .orElseThrow();
  }

  /** Of each sex 200, 50 of them by version m2, which approves 40 of men and none of women. */
  private static WindowMeasures window(Instant start) {
    PaneAccumulator counts = new PaneAccumulator();
    RecordMeasurer measurer = new RecordMeasurer(POLICY);
    for (int i = 0; i < 200; i++) {
      String version = i < 50 ? "m2" : "m1";
      counts.add(measurer.measure(record(start, "m", version, i < 40 || (i >= 50 && i < 110))));
      counts.add(measurer.measure(record(start, "f", version, i >= 50 && i < 90)));
    }
    return new WindowCalculator(POLICY)
        .measure(new TimeSpan(start, start.plusSeconds(300)), 0, false, counts.toCounts(), null);
  }

  private static ScoredRecord record(Instant at, String sex, String version, boolean yes) {
    return new ScoredRecord(
        "r",
        "credit",
        at.toEpochMilli(),
        yes ? "yes" : "no",
        0.8,
        Map.of(),
        version,
        null,
        Map.of("sex", sex),
        Map.of(),
        Map.of(),
        List.of(),
        null,
        -1);
  }
}
