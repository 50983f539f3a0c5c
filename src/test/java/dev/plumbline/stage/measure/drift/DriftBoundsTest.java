package dev.plumbline.stage.measure.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.DriftMeasure.Drift;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.drift.DriftPolicy.By;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.DriftSignal.Kind;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.HistogramBins;
import dev.plumbline.stage.measure.counts.HistogramFixtures;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts where a figure meets its bound exactly, from counts as the measure stage has them. */
class DriftBoundsTest {

  private static final DriftSignal SCORE = DriftSignal.of(Kind.SCORE);

  @ParameterizedTest
  @CsvSource({"100, 100, true", "99, 100, false", "100, 99, false"})
  void shouldCompareWhenBothSidesHaveTheMinimum(long now, long reference, boolean compared) {
    // When
    DriftMeasure measure =
        calculator(rule(0.1)).measure(scores(now, 0), scores(reference, 0)).get(0);
    // Then
    assertThat(measure.value() != null).isEqualTo(compared);
    assertThat(measure.n()).isEqualTo(now);
    assertThat(measure.nReference()).isEqualTo(reference);
  }

  /** Half of the scores are low where a quarter was: a distance of exactly one quarter. */
  @ParameterizedTest
  @CsvSource({"0.25, STABLE", "0.2499, DRIFTED"})
  void shouldBeStableWhenTheEffectIsTheTolerance(double tolerance, Drift verdict) {
    // When
    DriftMeasure measure =
        calculator(rule(tolerance)).measure(scores(500, 500), scores(250, 750)).get(0);
    // Then
    assertThat(measure.value()).isEqualTo(0.25);
    assertThat(measure.verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"0.01, NOT_ENOUGH_EVIDENCE", "0.0101, DRIFTED"})
  void shouldNotSpeakWhenThePValueIsTheLevel(double level, Drift verdict) {
    // Given
    DriftPopulation everyone = new DriftPopulation(rule(0.1), GroupCounts.ALL, GroupCounts.ALL);
    DriftComparison comparison =
        new DriftComparison(everyone, 500, 500, 0.5, 0.01, "", DriftDetail.NONE);
    // Then
    assertThat(comparison.measure(level).verdict()).isEqualTo(verdict);
  }

  /** The example of {@code docs/metrics-drift.md}, whose p-values are scipy's. */
  @ParameterizedTest
  @CsvSource({
    "KOLMOGOROV_SMIRNOV, 3.23919e-6",
    "WASSERSTEIN, 1.13779e-7",
    "PSI, 1.13779e-7",
    "JENSEN_SHANNON, 1.13779e-7",
    "CHI_SQUARE, 1.13779e-7"
  })
  void shouldUseTheChiSquareTestWhenAStatisticHasNoneOfItsOwn(Statistic statistic, double p) {
    // Given
    SignalRule rule = new SignalRule(SCORE, statistic, 0.1, By.ALL);
    MeasureCounts now =
        everyone("score", HistogramFixtures.unit(Map.of(.1, 100L, .2, 60L, .4, 40L)));
    MeasureCounts first =
        everyone("score", HistogramFixtures.unit(Map.of(.1, 700L, .2, 200L, .4, 100L)));
    // Then
    assertThat(calculator(rule).measure(now, first).get(0).pValue())
        .isCloseTo(p, withinPercentage(0.001));
  }

  @Test
  void shouldSayHowTheMedianMovedInThreeDigits() {
    // Given
    DriftMeasure scores = calculator(rule(0.1)).measure(scores(100, 900), scores(900, 100)).get(0);
    SignalRule amount =
        new SignalRule(DriftSignal.ofFeature("amount"), Statistic.WASSERSTEIN, 0.1, By.ALL);
    // When
    DriftMeasure amounts =
        calculator(amount)
            .measure(amounts(40_000, 500, 50_000, 1), amounts(0, 500, 123_456, 200))
            .get(0);
    // Then
    assertThat(scores.sentence())
        .endsWith(", median 0.775 where it was 0.225; values 0.225 went from 90 % to 10 %.");
    assertThat(amounts.sentence()).contains(", median 40000 where it was 0;");
  }

  @Test
  void shouldCompareGroupsAndTheirSharesWhenCountsAreGiven() {
    // Given
    SignalRule byGroup = new SignalRule(SCORE, Statistic.KOLMOGOROV_SMIRNOV, 0.1, By.GROUPS);
    SignalRule shares =
        new SignalRule(DriftSignal.of(Kind.GROUP_SHARE), Statistic.CHI_SQUARE, 0.1, By.ALL);
    // When
    List<DriftMeasure> measures =
        calculator(byGroup, shares).measure(scores(300, 700), scores(200, 600));
    // Then: women are those with the low scores
    assertThat(measures).hasSize(3);
    assertThat(measures).extracting(DriftMeasure::n).containsExactly(300L, 700L, 1000L);
    assertThat(measures).extracting(DriftMeasure::nReference).containsExactly(200L, 600L, 800L);
  }

  @Test
  void shouldWaitWhenTheFirstPeriodHasNotClosed() {
    // When
    DriftMeasure measure = calculator(rule(0.1)).measure(scores(500, 500), null).get(0);
    // Then
    assertThat(measure.verdict()).isEqualTo(Drift.NOT_ENOUGH_EVIDENCE);
    assertThat(measure.nReference()).isZero();
  }

  @Test
  void shouldCompareWithTheBaselineWhenThePolicyHasOne() {
    // Given
    DriftBaseline file =
        new DriftBaseline(
            "credit",
            "v1",
            new TimeSpan(MeasureFixtures.NOON, MeasureFixtures.NOON.plusSeconds(1)),
            400,
            Map.of("score|*=*", HistogramBins.of(bins(100, 300))),
            "");
    DriftCalculator calculator =
        new DriftCalculator(MeasureFixtures.policy(PolicyFixtures.drift(file, List.of(rule(0.1)))));
    // When
    DriftMeasure early = calculator.measure(scores(500, 500), null).get(0);
    DriftMeasure later = calculator.measure(scores(500, 500), scores(1, 999)).get(0);
    // Then
    assertThat(early).isEqualTo(later);
    assertThat(later.value()).isEqualTo(0.25);
    assertThat(later.nReference()).isEqualTo(400);
  }

  private static SignalRule rule(double tolerance) {
    return new SignalRule(SCORE, Statistic.KOLMOGOROV_SMIRNOV, tolerance, By.ALL);
  }

  private static DriftCalculator calculator(SignalRule... rules) {
    return new DriftCalculator(MeasureFixtures.policy(rules));
  }

  /** Women's scores are 0.225, men's 0.775. */
  private static MeasureCounts scores(long women, long men) {
    return counts(
        Map.of(
            MeasureCounts.EVERYONE,
            requests("*", "*", women + men),
            "sex=female",
            requests("sex", "female", women),
            "sex=male",
            requests("sex", "male", men)),
        Map.of(
            MeasureCounts.signalKey("score", MeasureCounts.EVERYONE), bins(women, men),
            MeasureCounts.signalKey("score", "sex=female"), bins(women, 0),
            MeasureCounts.signalKey("score", "sex=male"), bins(0, men)));
  }

  private static MeasureCounts amounts(double first, long n, double second, long m) {
    return everyone("feature:amount", HistogramFixtures.real(Map.of(first, n, second, m)));
  }

  private static MeasureCounts everyone(String signal, Histogram all) {
    return counts(
        Map.of(MeasureCounts.EVERYONE, requests("*", "*", all.total())),
        Map.of(MeasureCounts.signalKey(signal, MeasureCounts.EVERYONE), all));
  }

  private static Histogram bins(long women, long men) {
    return HistogramFixtures.unit(Map.of(.225, women, .775, men));
  }

  private static GroupCounts requests(String attribute, String group, long requests) {
    return new GroupCounts(attribute, group, requests, 0, 0, 0, 0, 0, 0);
  }

  private static MeasureCounts counts(
      Map<String, GroupCounts> groups, Map<String, Histogram> signals) {
    return new MeasureCounts(
        new TreeMap<>(groups), Map.of(), signals, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }
}
