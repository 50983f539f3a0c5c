package dev.plumbline.stage.measure.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.DriftMeasure.Drift;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.drift.DriftPolicy.By;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.DriftSignal.Kind;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.counts.Histogram;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many categories, and new ones. */
class CategoryDriftTest {

  private static final DriftSignal ZIP = DriftSignal.ofFeature("zip");

  /** Of 1,000 zip codes every second one is gone; most of them are counted in buckets. */
  @ParameterizedTest
  @EnumSource(
      value = Statistic.class,
      names = {"PSI", "JENSEN_SHANNON", "CHI_SQUARE"})
  void shouldSeeThatHalfOfAThousandZipCodesVanish(Statistic statistic) {
    // When
    DriftMeasure measure = measure(ZIP, statistic, zips(2, 20), zips(1, 20));
    // Then
    assertThat(measure.verdict()).isEqualTo(Drift.DRIFTED);
    assertThat(measure.value()).isGreaterThan(0.3);
    assertThat(measure.moved()).hasSize(5);
    assertThat(measure.n()).isEqualTo(10_000);
    assertThat(measure.nReference()).isEqualTo(20_000);
  }

  @ParameterizedTest
  @EnumSource(
      value = Statistic.class,
      names = {"PSI", "JENSEN_SHANNON", "CHI_SQUARE"})
  void shouldBeStableWhenManyCategoriesStayAsTheyAre(Statistic statistic) {
    // When
    DriftMeasure measure = measure(ZIP, statistic, zips(1, 7), zips(1, 20));
    // Then
    assertThat(measure.value()).isCloseTo(0, within(1e-3));
    assertThat(measure.verdict()).isEqualTo(Drift.STABLE);
  }

  @Test
  void shouldNameTheLabelThatRose() {
    // Given
    Histogram now = Histogram.ofCategories(Map.of("lost_card", 190L, "other_label", 810L));
    Histogram base = Histogram.ofCategories(Map.of("lost_card", 40L, "other_label", 960L));
    // When
    DriftMeasure measure = measure(DriftSignal.of(Kind.LABEL), Statistic.PSI, now, base);
    // Then
    assertThat(measure.sentence()).contains("; label lost_card went from 4 % to 19 %, ");
    assertThat(measure.moved().get(0).bin()).isEqualTo("lost_card");
    assertThat(measure.now()).isNull();
  }

  /** scipy 1.17.1: chi2_contingency of [[950, 50], [1000, 0]], V = sqrt(statistic / 2000). */
  @Test
  void shouldSeeCategoriesThatTheReferenceNeverHad() {
    // Given
    DriftSignal region = new DriftSignal(Kind.NEW, "region");
    Histogram base = Histogram.ofCategories(Map.of("north", 600L, "south", 400L));
    Histogram now = Histogram.ofCategories(Map.of("north", 200L, "south", 750L, "mars", 50L));
    // When
    DriftMeasure measure = measure(region, Statistic.CHI_SQUARE, now, base);
    // Then
    assertThat(measure.value()).isCloseTo(0.160128, within(1e-6));
    assertThat(measure.verdict()).isEqualTo(Drift.DRIFTED);
    assertThat(measure.sentence())
        .startsWith("The distribution of known and new values of the feature region has moved")
        .contains("new went from 0.0 % to 5.0 %");
  }

  @Test
  void shouldCallNothingNewThatIsInAKnownBucket() {
    // Given
    DriftSignal zip = new DriftSignal(Kind.NEW, "zip");
    // When
    DriftMeasure same = measure(zip, Statistic.CHI_SQUARE, zips(2, 20), zips(1, 20));
    DriftMeasure more = measure(zip, Statistic.CHI_SQUARE, zips(1, 20), zips(4, 20));
    // Then
    assertThat(same.value()).isZero();
    assertThat(more.verdict()).isEqualTo(Drift.DRIFTED);
  }

  private static Histogram zips(int step, long each) {
    Map<String, Long> counts = new TreeMap<>();
    for (int zip = 10_000; zip < 11_000; zip += step) {
      counts.put(String.valueOf(zip), each);
    }
    return Histogram.ofCategories(counts);
  }

  private static DriftMeasure measure(
      DriftSignal signal, Statistic statistic, Histogram now, Histogram reference) {
    SignalRule rule = new SignalRule(signal, statistic, 0.1, By.ALL);
    return new DriftCalculator(MeasureFixtures.policy(rule))
        .measure(List.of(), side(signal, now), side(signal, reference))
        .get(0);
  }

  private static SignalHistograms side(DriftSignal signal, Histogram histogram) {
    String key = DriftBaseline.key(signal.name(), "*", "*");
    return (of, attribute, group) ->
        DriftBaseline.key(of.name(), attribute, group).equals(key) ? histogram : Histogram.EMPTY;
  }
}
