package dev.plumbline.stage.measure.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.Policies;
import dev.plumbline.policy.drift.DriftPolicy.By;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.DriftSignal.Kind;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.counts.CategoryCounts;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalReaderTest {

  @Test
  void shouldReadEverySignalWhenTheRecordHasIt() {
    // Given
    SignalReader signals =
        signals(
            DriftSignal.of(Kind.SCORE),
            DriftSignal.of(Kind.LABEL),
            DriftSignal.of(Kind.TEXT_LENGTH),
            DriftSignal.of(Kind.UNKNOWN_TOKENS),
            DriftSignal.of(Kind.GROUP_SHARE));
    // When
    List<SignalValue> values =
        signals.read(MeasureFixtures.scored("a", "female", 0.97, 6, Map.of()));
    // Then
    assertThat(values)
        .containsOnly(
            number("score", ValueScale.UNIT.coordinate(0.97)),
            new SignalValue("label", "yes", 0),
            number("text_length", ValueScale.REAL.coordinate(6)),
            number("unknown_tokens", ValueScale.REAL.coordinate(0.02)));
  }

  @Test
  void shouldTellNumbersFromCategoriesWhenAFeatureHasBoth() {
    assertThat(feature(12.0)).isEqualTo(number("feature:f", ValueScale.REAL.coordinate(12)));
    assertThat(feature(-0.5)).isEqualTo(number("feature:f", ValueScale.REAL.coordinate(-0.5)));
    assertThat(feature(Double.POSITIVE_INFINITY)) // JSON's 1e999
        .isEqualTo(number("feature:f", ValueScale.REAL.coordinate(Double.MAX_VALUE)));
    assertThat(feature("12")).isEqualTo(new SignalValue("feature:f", "12", 0));
    assertThat(feature(true)).isEqualTo(new SignalValue("feature:f", "true", 0));
    assertThat(feature("a long text ".repeat(9)))
        .isEqualTo(new SignalValue("feature:f", CategoryCounts.OTHER, 0));
  }

  @Test
  void shouldCountNothingWhenTheRecordLacksTheSignal() {
    // Given
    SignalReader signals = signals(DriftSignal.ofFeature("f"), DriftSignal.of(Kind.TEXT_LENGTH));
    // When, Then
    assertThat(signals.read(MeasureFixtures.scored("a", "female", 0.5, -1, Map.of("g", 1.0))))
        .isEmpty();
  }

  @Test
  void shouldAskForWhatIsWatchedOnly() {
    // Given
    Policies plain = Policies.of(List.of(MeasureFixtures.policy(rule(DriftSignal.of(Kind.SCORE)))));
    Policies texts =
        Policies.of(List.of(MeasureFixtures.policy(rule(DriftSignal.of(Kind.TEXT_LENGTH)))));
    Policies features =
        Policies.of(List.of(MeasureFixtures.policy(rule(DriftSignal.ofFeature("f")))));
    // Then
    assertThat(SignalReader.needTexts(plain)).isFalse();
    assertThat(SignalReader.needFeatures(plain)).isFalse();
    assertThat(SignalReader.needTexts(texts)).isTrue();
    assertThat(SignalReader.needFeatures(features)).isTrue();
  }

  private static SignalReader signals(DriftSignal... watched) {
    return new SignalReader(
        MeasureFixtures.policy(
            List.of(watched).stream().map(SignalReaderTest::rule).toArray(SignalRule[]::new)));
  }

  private static SignalRule rule(DriftSignal signal) {
    return new SignalRule(signal, Statistic.PSI, 0.2, By.BOTH);
  }

  private static SignalValue number(String signal, long coordinate) {
    return new SignalValue(signal, null, coordinate);
  }

  private static SignalValue feature(Object value) {
    List<SignalValue> values =
        signals(DriftSignal.ofFeature("f"))
            .read(MeasureFixtures.scored("a", "female", 0.5, -1, Map.of("f", value)));
    assertThat(values).hasSize(1);
    return values.get(0);
  }
}
