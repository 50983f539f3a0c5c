package dev.plumbline.stage.measure.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.DriftPolicy.By;
import dev.plumbline.policy.DriftPolicy.SignalRule;
import dev.plumbline.policy.DriftPolicy.Statistic;
import dev.plumbline.policy.DriftSignal;
import dev.plumbline.policy.DriftSignal.Kind;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.counts.NumericBins;
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
    List<SignalBin> bins = signals.read(MeasureFixtures.scored("a", "female", 0.97, 6, Map.of()));
    // Then
    assertThat(bins)
        .containsOnly(
            new SignalBin("score", "#19"),
            new SignalBin("label", "=yes"),
            new SignalBin("text_length", "#" + NumericBins.LOGARITHMIC.place(6)),
            new SignalBin("unknown_tokens", "#" + NumericBins.LOGARITHMIC.place(0.02)));
  }

  @Test
  void shouldTellNumbersFromCategoriesWhenAFeatureHasBoth() {
    assertThat(feature(12.0)).isEqualTo("#" + NumericBins.LOGARITHMIC.place(12));
    assertThat(feature(-0.5)).isEqualTo("#" + NumericBins.LOGARITHMIC.place(-0.5));
    assertThat(feature(Double.POSITIVE_INFINITY)).isEqualTo("#1382"); // JSON's 1e999
    assertThat(feature("12")).isEqualTo("=12");
    assertThat(feature(true)).isEqualTo("=true");
    assertThat(feature("a long text ".repeat(9))).isEqualTo("=*other");
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

  private static String feature(Object value) {
    List<SignalBin> bins =
        signals(DriftSignal.ofFeature("f"))
            .read(MeasureFixtures.scored("a", "female", 0.5, -1, Map.of("f", value)));
    assertThat(bins).extracting(SignalBin::signal).containsExactly("feature:f");
    return bins.get(0).bin();
  }
}
