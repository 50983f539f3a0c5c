package dev.plumbline.stage.alert.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.stage.alert.evidence.RateContrast.Term;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The evidence of given bettors, and the edges at which one of them moves or a page goes out. */
class EDetectorEvidenceTest {

  private static final int BETTORS = 9;

  /** Those that bet that the past goes on come first. */
  private static final int PLUG_INS = 4;

  /** What each of the five bettors of a fixed margin weighs. */
  private static final double SHARE = 0.16;

  /** The group's rate must not be below its reference's at all. */
  private static final RateContrast NOT_BELOW =
      new RateContrast(
          "not-below",
          List.of(
              new Term(OutcomeRate.SELECTION, true, -1), new Term(OutcomeRate.SELECTION, false, 1)),
          0);

  @Test
  void shouldReachTheEvidenceItHasAndNoMoreWhenAllBettorsAgree() {
    // Given: M = 1000 for every bettor, hence for their average
    EDetector detector = detector(Math.log(1001));
    // Then
    assertThat(detector.evidence()).isCloseTo(1000, within(1e-9));
    assertThat(detector.reaches(999.999)).isTrue();
    assertThat(detector.reaches(1000.001)).isFalse();
  }

  @Test
  void shouldReachAThresholdWhenTheEvidenceIsExactlyIt() {
    double threshold = 1000;
    assertThat(detector(StrictMath.log(threshold + 1)).reaches(threshold)).isTrue();
  }

  @Test
  void shouldReachNothingWhenThereIsNoEvidence() {
    assertThat(EDetector.fresh(1).reaches(1e-9)).isFalse();
    assertThat(EDetector.fresh(1).evidence()).isZero();
  }

  /** M of one bettor is 10,000 and of the others 0: their average is a bettor's share of it. */
  @Test
  void shouldReachByTheAverageWhenOneBettorWinsAlone() {
    // Given
    double[] logs = new double[BETTORS];
    logs[BETTORS - 1] = Math.log(10_001);
    EDetector detector = new EDetector(1, logs, new double[9], new long[9]);
    // Then
    assertThat(detector.evidence()).isCloseTo(SHARE * 10_000, within(1e-6));
    assertThat(detector.reaches(SHARE * 10_000 - 1)).isTrue();
    assertThat(detector.reaches(SHARE * 10_000 + 1)).isFalse();
    assertThat(detector.reaches(9_999)).isFalse();
  }

  /** Before any pane all rates are taken for one half: no gap, exactly what is tolerated. */
  @Test
  void shouldNotBetWhenThePastIsExactlyAtTheTolerance() {
    // Given
    DetectorRun run = new DetectorRun(NOT_BELOW);
    // When
    run.pane(0, 10, 10, 10);
    // Then
    double[] logs = run.detector().logs();
    assertThat(Arrays.copyOf(logs, PLUG_INS)).containsOnly(0);
    assertThat(Arrays.stream(logs, PLUG_INS, BETTORS)).allMatch(log -> log > 0);
  }

  /** M becomes (0 + 1) E. */
  @Test
  void shouldBeThePanesEvidenceWhenItIsTheFirst() {
    // Given
    double[] pastRates = {0.5, 0.5};
    double[] bet = NOT_BELOW.shifted(pastRates, 0.4);
    double log = EValue.log(NOT_BELOW, bet, new long[] {3, 7}, new long[] {10, 10});
    // When
    DetectorRun run = new DetectorRun(NOT_BELOW);
    run.pane(3, 10, 7, 10);
    // Then
    assertThat(run.detector().logs()[BETTORS - 1])
        .isCloseTo(Math.log(1 + Math.exp(log)), within(1e-12));
  }

  @Test
  void shouldEqualByContentWhenDetectorsAreCompared() {
    // Given
    EDetector detector = detector(2);
    // Then
    assertThat(detector).isEqualTo(detector(2)).hasSameHashCodeAs(detector(2));
    assertThat(detector).isNotEqualTo(detector(3));
    assertThat(detector)
        .isNotEqualTo(new EDetector(2, detector.logs(), detector.runs(), detector.starts()));
    assertThat(detector).isNotEqualTo("EDetector");
    assertThat(IntStream.range(1, 100).map(i -> EDetector.fresh(i).hashCode()).distinct())
        .hasSize(99);
    assertThat(detector).hasToString("EDetector[1, " + Arrays.toString(detector.logs()) + "]");
  }

  private static EDetector detector(double log) {
    double[] logs = new double[BETTORS];
    Arrays.fill(logs, log);
    return new EDetector(1, logs, new double[9], new long[9]);
  }
}
