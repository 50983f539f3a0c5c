package dev.plumbline.stage.measure.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.DriftMeasure.Drift;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.drift.DriftPolicy.By;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.DriftSignal.Kind;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.HistogramFixtures;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriftCalculatorTest {

  private static final DriftSignal AMOUNT = DriftSignal.ofFeature("amount");
  private static final List<GroupCounts> NOBODY = List.of();

  @ParameterizedTest
  @EnumSource(Statistic.class)
  void shouldReportDriftWhenValuesDouble(Statistic statistic) {
    // Given
    DriftCalculator calculator = calculator(new SignalRule(AMOUNT, statistic, 0.2, By.ALL));
    // When
    DriftMeasure measure =
        calculator.measure(NOBODY, side(amounts(1, 500, 2)), side(amounts(2, 2_000, 1))).get(0);
    // Then
    assertThat(measure.verdict()).isEqualTo(Drift.DRIFTED);
    assertThat(measure.value()).isGreaterThan(0.2);
    assertThat(measure.pValue()).isLessThan(1e-6);
    assertThat(measure.n()).isEqualTo(500);
    assertThat(measure.nReference()).isEqualTo(2_000);
    assertThat(measure.sentence())
        .startsWith("The distribution of the feature amount has moved: " + statistic.words())
        .contains("500 against 2000 records, median ");
  }

  @ParameterizedTest
  @EnumSource(Statistic.class)
  void shouldBeSilentWhenEightRowsDiffer(Statistic statistic) {
    // Given
    DriftCalculator calculator = calculator(new SignalRule(AMOUNT, statistic, 0.01, By.ALL));
    // When
    DriftMeasure measure =
        calculator.measure(NOBODY, side(amounts(1, 8, 100)), side(amounts(2, 2_000, 1))).get(0);
    // Then
    assertThat(measure.verdict()).isEqualTo(Drift.NOT_ENOUGH_EVIDENCE);
    assertThat(measure.value()).isNull();
    assertThat(measure.pValue()).isNull();
    assertThat(measure.sentence())
        .isEqualTo(
            "No evidence about the feature amount: 8 against 2000 records, and 100 are needed.");
  }

  @ParameterizedTest
  @EnumSource(Statistic.class)
  void shouldNotCryWolfWhenALargeSampleMovesALittle(Statistic statistic) {
    // Given
    DriftCalculator calculator =
        calculator(new SignalRule(AMOUNT, statistic, statistic.usual(), By.ALL));
    // When
    DriftMeasure measure =
        calculator
            .measure(NOBODY, side(amounts(1, 200_000, 1.05)), side(amounts(2, 200_000, 1)))
            .get(0);
    // Then
    assertThat(measure.pValue()).isLessThan(1e-6);
    assertThat(measure.verdict()).isEqualTo(Drift.STABLE);
  }

  @Test
  void shouldCompareEachGroupWithItselfWhenByGroups() {
    // Given
    DriftCalculator calculator =
        calculator(new SignalRule(DriftSignal.of(Kind.LABEL), Statistic.CHI_SQUARE, 0.1, By.BOTH));
    List<GroupCounts> groups =
        List.of(
            GroupCounts.none("*", "*"),
            GroupCounts.none("sex", "female"),
            GroupCounts.none("sex", "male"),
            GroupCounts.none("sex", "new"));
    Map<String, Histogram> reference =
        Map.of(
            "label|*=*", labels(1_000, 1_000),
            "label|sex=female", labels(500, 500),
            "label|sex=male", labels(500, 500));
    Map<String, Histogram> now =
        Map.of(
            "label|*=*", labels(200, 200),
            "label|sex=female", labels(150, 50),
            "label|sex=male", labels(50, 150),
            "label|sex=new", labels(100, 100));
    // When
    List<DriftMeasure> measures = calculator.measure(groups, side(now), side(reference));
    // Then
    assertThat(measures)
        .extracting(DriftMeasure::group)
        .containsExactly("*", "female", "male", "new");
    assertThat(measures)
        .extracting(DriftMeasure::verdict)
        .containsExactly(Drift.STABLE, Drift.DRIFTED, Drift.DRIFTED, Drift.NOT_ENOUGH_EVIDENCE);
    assertThat(measures).allMatch(measure -> measure.level() == 0.01 / 3);
    assertThat(measures.get(3).sentence())
        .isEqualTo(
            "No evidence about the label of sex=new: 200 against 0 records, and 100 are needed.");
  }

  @Test
  void shouldGiveOneRowAnAttributeWhenSharesAreWatched() {
    // Given
    DriftCalculator calculator =
        calculator(new SignalRule(DriftSignal.of(Kind.GROUP_SHARE), Statistic.PSI, 0.2, By.BOTH));
    // When
    List<DriftMeasure> measures =
        calculator.measure(
            List.of(GroupCounts.none("sex", "female")),
            side(Map.of("group_share|sex=*", labels(900, 100))),
            side(Map.of("group_share|sex=*", labels(500, 500))));
    // Then
    assertThat(measures).hasSize(1);
    assertThat(measures.get(0).attribute()).isEqualTo("sex");
    assertThat(measures.get(0).group()).isEqualTo("*");
    assertThat(measures.get(0).verdict()).isEqualTo(Drift.DRIFTED);
    assertThat(measures.get(0).sentence())
        .startsWith("The distribution of the groups of sex has moved");
  }

  @Test
  void shouldSayWhatIsMissingWhenThereIsNoReferenceYet() {
    // Given
    DriftCalculator calculator = calculator(new SignalRule(AMOUNT, Statistic.PSI, 0.2, By.ALL));
    // When
    DriftMeasure measure = calculator.measure(NOBODY, side(amounts(1, 500, 1)), null).get(0);
    // Then
    assertThat(measure.verdict()).isEqualTo(Drift.NOT_ENOUGH_EVIDENCE);
    assertThat(measure.n()).isEqualTo(500);
    assertThat(measure.sentence()).contains("reference period has not closed yet");
  }

  @Test
  void shouldSeeACategoryWhenNumbersAreNeededAsNoRecord() {
    // Given
    DriftCalculator calculator =
        calculator(
            new SignalRule(AMOUNT, Statistic.KOLMOGOROV_SMIRNOV, 0.1, By.ALL),
            new SignalRule(AMOUNT, Statistic.PSI, 0.1, By.ALL));
    Histogram numbers = amounts(1, 500, 1).get("feature:amount|*=*");
    Histogram mixed = numbers.merge(Histogram.ofCategories(Map.of("unknown", 400L)));
    // When
    List<DriftMeasure> measures =
        calculator.measure(
            NOBODY,
            side(Map.of("feature:amount|*=*", mixed)),
            side(Map.of("feature:amount|*=*", numbers)));
    // Then
    assertThat(measures.get(0).value()).isZero();
    assertThat(measures.get(0).n()).isEqualTo(500);
    assertThat(measures.get(1).n()).isEqualTo(900);
    assertThat(measures.get(1).verdict()).isEqualTo(Drift.DRIFTED);
  }

  @Test
  void shouldRefuseAnEffectWhenTheReferenceHasNoDeviation() {
    // Given
    DriftCalculator calculator =
        calculator(new SignalRule(AMOUNT, Statistic.WASSERSTEIN, 0.2, By.ALL));
    Histogram constant = HistogramFixtures.real(Map.of(0.0, 500L));
    // When
    DriftMeasure measure =
        calculator
            .measure(NOBODY, side(amounts(1, 500, 1)), side(Map.of("feature:amount|*=*", constant)))
            .get(0);
    // Then
    assertThat(measure.value()).isNull();
    assertThat(measure.sentence()).contains("one value only");
  }

  /** 400 windows of ten rules without any drift: a report in at most one of a hundred of them. */
  @Test
  void shouldHoldItsLevelWhenNothingMoves() {
    // Given
    List<SignalRule> rules = new ArrayList<>();
    for (Statistic statistic : Statistic.values()) {
      rules.add(new SignalRule(AMOUNT, statistic, 0, By.BOTH));
    }
    DriftCalculator calculator = calculator(rules.toArray(SignalRule[]::new));
    List<GroupCounts> groups = List.of(GroupCounts.none("sex", "female"));
    Random random = new Random(17);
    int wolf = 0;
    for (int window = 0; window < 400; window++) {
      // When
      List<DriftMeasure> measures =
          calculator.measure(groups, side(both(random, 150)), side(both(random, 3_000)));
      // Then
      wolf += measures.stream().anyMatch(m -> m.verdict() == Drift.DRIFTED) ? 1 : 0;
      assertThat(measures).hasSize(10).allMatch(m -> m.level() == 0.001);
    }
    assertThat(wolf).isLessThanOrEqualTo(8);
  }

  private static DriftCalculator calculator(SignalRule... rules) {
    return new DriftCalculator(MeasureFixtures.policy(rules));
  }

  private static SignalHistograms side(Map<String, Histogram> byKey) {
    return (signal, attribute, group) ->
        byKey.getOrDefault(DriftBaseline.key(signal.name(), attribute, group), Histogram.EMPTY);
  }

  private static Map<String, Histogram> amounts(long seed, int n, double factor) {
    return Map.of("feature:amount|*=*", amounts(new Random(seed), n, factor));
  }

  private static Map<String, Histogram> both(Random random, int n) {
    return Map.of(
        "feature:amount|*=*", amounts(random, n, 1),
        "feature:amount|sex=female", amounts(random, n, 1));
  }

  /** Lognormal, as amounts of money are. */
  private static Histogram amounts(Random random, int n, double factor) {
    return HistogramFixtures.of(
        ValueScale.REAL,
        DoubleStream.generate(() -> 40 * factor * Math.exp(0.8 * random.nextGaussian())).limit(n));
  }

  private static Histogram labels(long yes, long no) {
    return Histogram.ofCategories(Map.of("yes", yes, "no", no));
  }
}
