package dev.plumbline.stage.alert.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DecayedRatesTest {

  private static final double[] KEPT = {0.5, 0.8, 0.9, 0.98};

  @Test
  void shouldForgetAtEverySpeedWhenPanesFollow() {
    // When: of ten people two, later of a hundred ninety; of the reference five of ten, then none
    DecayedRates past =
        DecayedRates.NONE.after(new PaneRates(2, 10, 5, 10)).after(new PaneRates(90, 100, 0, 100));
    // Then: half a success and half a failure are added
    for (int speed = 0; speed < KEPT.length; speed++) {
      double trials = KEPT[speed] * 10 + 100 + 1;
      assertThat(past.rate(speed, true))
          .isCloseTo((KEPT[speed] * 2 + 90 + 0.5) / trials, within(1e-12));
      assertThat(past.rate(speed, false))
          .isCloseTo((KEPT[speed] * 5 + 0.5) / trials, within(1e-12));
    }
  }

  /** Half a person among many millions would be a bet of certainty. */
  @Test
  void shouldStayInsideTheEdgeWhenNobodyOrEverybodySucceeds() {
    DecayedRates past = DecayedRates.NONE.after(new PaneRates(0, 1L << 40, 1L << 40, 1L << 40));
    assertThat(past.rate(0, true)).isEqualTo(1e-6);
    assertThat(past.rate(0, false)).isEqualTo(1 - 1e-6);
  }

  @Test
  void shouldBetOnOneHalfWhenNothingIsKnown() {
    assertThat(DoubleStream.of(DecayedRates.NONE.rate(0, true), DecayedRates.NONE.rate(3, false)))
        .containsOnly(0.5);
  }

  @Test
  void shouldEqualByContentWhenPastsAreCompared() {
    // Given
    DecayedRates past = DecayedRates.NONE.after(new PaneRates(2, 10, 5, 10));
    DecayedRates same = DecayedRates.NONE.after(new PaneRates(2, 10, 5, 10));
    DecayedRates other = DecayedRates.NONE.after(new PaneRates(3, 10, 5, 10));
    // Then
    assertThat(past).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    assertThat(past.hashCode()).isNotEqualTo(other.hashCode());
    assertThat(past).isNotEqualTo("Past");
    assertThat(past.toString()).contains("2.0, 10.0, 5.0, 10.0");
  }
}
