package dev.plumbline.stage.alert.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.stage.alert.score.DriftEvidence.Limits;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftEvidenceTest {

  private static final Limits LIMITS = new Limits(1_000, 3);

  /** (1 - p + p ln p) / (p (ln p)^2), Vovk and Wang (2021); its limit at 1 is one half. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.63867394",
    "0.05, 1.78332218",
    "0.01, 4.45099226",
    "0.0001, 117.76194878",
    "1, 0.5"
  })
  void shouldBeVovkAndWangsMixtureWhenAPValueIsTurnedIntoEvidence(double p, double e) {
    assertThat(Math.exp(DriftEvidence.logEValue(p))).isCloseTo(e, within(1e-6 * e));
  }

  /** The mean over p-values that are spread evenly is 1: midpoints of u = -ln p. */
  @Test
  void shouldExpectNoEvidenceWhenNothingMoves() {
    double mean = 0;
    double step = 1e-3;
    for (double u = step / 2; u < 600; u += step) {
      mean += Math.exp(DriftEvidence.logEValue(Math.exp(-u)) - u) * step;
    }
    assertThat(mean).isCloseTo(1 - 1 / 600.0, within(1e-4));
  }

  @Test
  void shouldCountAWindowOnceWhenItsNeighboursOverlap() {
    // Given
    DriftEvidence once = DriftEvidence.START.after(window(0), 1e-4, true, LIMITS);
    // Then
    assertThat(once.after(window(0), 1e-4, true, LIMITS)).isEqualTo(once);
    assertThat(once.after(window(4), 1e-4, true, LIMITS)).isEqualTo(once);
    assertThat(once.after(window(5), 1e-4, true, LIMITS).log()).isGreaterThan(once.log());
  }

  /** E is 117.76: M is 117.76 after one window, and (117.76 + 1) 117.76 = 13,986 after two. */
  @Test
  void shouldBeBeyondWhenTheEvidenceOfWindowsReachesTheThreshold() {
    DriftEvidence one = DriftEvidence.START.after(window(0), 1e-4, true, LIMITS);
    DriftEvidence two = one.after(window(5), 1e-4, true, LIMITS);
    assertThat(one.beyond()).isFalse();
    assertThat(Math.expm1(one.log())).isCloseTo(117.762, within(0.001));
    assertThat(two.beyond()).isTrue();
    assertThat(Math.expm1(two.log())).isCloseTo(118.762 * 117.762, within(0.5));
  }

  /** Of a large sample any p-value is small. */
  @Test
  void shouldNeverBeBeyondWhenTheEffectIsInsideTheTolerance() {
    DriftEvidence evidence = DriftEvidence.START;
    for (int minute = 0; minute < 1_000; minute += 5) {
      evidence = evidence.after(window(minute), 1e-200, false, LIMITS);
    }
    assertThat(evidence.beyond()).isFalse();
    assertThat(Math.expm1(evidence.log())).isLessThan(201);
  }

  @Test
  void shouldEndWhenSoManyWindowsInARowWereInside() {
    // Given
    DriftEvidence evidence = DriftEvidence.START.after(window(0), 1e-9, true, LIMITS);
    assertThat(evidence.beyond()).isTrue();
    // When: two inside, one outside, three inside
    boolean[] outside = {false, false, true, false, false, false};
    boolean[] beyond = new boolean[outside.length];
    for (int i = 0; i < outside.length; i++) {
      evidence = evidence.after(window(5 * (i + 1)), 0.5, outside[i], LIMITS);
      beyond[i] = evidence.beyond();
    }
    // Then
    assertThat(beyond).containsExactly(true, true, true, true, true, false);
    assertThat(evidence.log()).isZero();
  }

  private static TimeSpan window(int minute) {
    Instant start = Instant.parse("2026-03-01T12:00:00Z").plusSeconds(60L * minute);
    return new TimeSpan(start, start.plusSeconds(300));
  }
}
