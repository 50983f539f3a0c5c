package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.Drift.By;
import dev.plumbline.policy.Drift.SignalRule;
import dev.plumbline.policy.Drift.Statistic;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Signal;
import dev.plumbline.policy.Signal.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalsTest {

  @Test
  void shouldReadEverySignalWhenTheRecordHasIt() {
    // Given
    Signals signals =
        signals(
            Signal.of(Kind.SCORE),
            Signal.of(Kind.LABEL),
            Signal.of(Kind.TEXT_LENGTH),
            Signal.of(Kind.UNKNOWN_TOKENS),
            Signal.of(Kind.GROUP_SHARE));
    // When
    List<SignalBin> bins = signals.of(Given.scored("a", "female", 0.97, 6, Map.of()));
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
    assertThat(feature("a long text ".repeat(9))).isEqualTo("=other");
  }

  @Test
  void shouldCountNothingWhenTheRecordLacksTheSignal() {
    // Given
    Signals signals = signals(Signal.ofFeature("f"), Signal.of(Kind.TEXT_LENGTH));
    // When, Then
    assertThat(signals.of(Given.scored("a", "female", 0.5, -1, Map.of("g", 1.0)))).isEmpty();
  }

  @Test
  void shouldAskForWhatIsWatchedOnly() {
    // Given
    Policies plain = Policies.of(List.of(Given.policy(rule(Signal.of(Kind.SCORE)))));
    Policies texts = Policies.of(List.of(Given.policy(rule(Signal.of(Kind.TEXT_LENGTH)))));
    Policies features = Policies.of(List.of(Given.policy(rule(Signal.ofFeature("f")))));
    // Then
    assertThat(Signals.needTexts(plain)).isFalse();
    assertThat(Signals.needFeatures(plain)).isFalse();
    assertThat(Signals.needTexts(texts)).isTrue();
    assertThat(Signals.needFeatures(features)).isTrue();
  }

  private static Signals signals(Signal... watched) {
    return new Signals(
        Given.policy(List.of(watched).stream().map(SignalsTest::rule).toArray(SignalRule[]::new)));
  }

  private static SignalRule rule(Signal signal) {
    return new SignalRule(signal, Statistic.PSI, 0.2, By.BOTH);
  }

  private static String feature(Object value) {
    List<SignalBin> bins =
        signals(Signal.ofFeature("f")).of(Given.scored("a", "female", 0.5, -1, Map.of("f", value)));
    assertThat(bins).extracting(SignalBin::signal).containsExactly("feature:f");
    return bins.get(0).bin();
  }
}
