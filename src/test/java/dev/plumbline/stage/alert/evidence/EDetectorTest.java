package dev.plumbline.stage.alert.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** By simulation, with fixed seeds. */
class EDetectorTest {

  private static final RateContrast TENTH =
      RateContrast.of(new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1)).get(0);

  @Test
  void shouldStaySilentWhenTheGapIsJustTolerated() {
    // Given
    BinomialDraws binomial = new BinomialDraws(4);
    double threshold = 1_000;
    int detectors = 60;
    int panes = 1_000;
    int alarms = 0;
    // When
    for (int d = 0; d < detectors; d++) {
      DetectorRun run = new DetectorRun(TENTH);
      for (int t = 0; t < panes; t++) {
        int n = 1 + binomial.random().nextInt(60);
        run.pane(binomial.next(n, 0.5), n, binomial.next(n, 0.6), n);
        if (run.detector().reaches(threshold)) {
          alarms++;
          run.restart();
        }
      }
    }
    // Then: one alarm in a thousand panes is promised, so at most 60, and 3 standard errors
    assertThat(alarms).isLessThanOrEqualTo(60 + 24);
  }

  @Test
  void shouldStayAsItIsWhenASideHasNobody() {
    // Given
    DetectorRun run = new DetectorRun(TENTH);
    run.pane(2, 10, 8, 10);
    EDetector before = run.detector();
    // When
    run.pane(0, 0, 5, 10);
    run.pane(1, 10, 0, 0);
    // Then
    assertThat(run.detector()).isEqualTo(before);
  }

  @Test
  void shouldSayNothingWhenTheGapIsTheOtherWay() {
    DetectorRun run = new DetectorRun(TENTH);
    for (int t = 0; t < 1000; t++) {
      run.pane(90, 100, 10, 100);
    }
    assertThat(run.detector().evidence()).isLessThan(1);
  }

  /** The gap opens with pane 201; the most likely start is the median over runs. */
  @Test
  void shouldFindTheOnsetWhenAGapOpens() {
    // Given
    long[] onsets = new long[41];
    for (int seed = 0; seed < onsets.length; seed++) {
      BinomialDraws binomial = new BinomialDraws(seed);
      DetectorRun run = new DetectorRun(TENTH);
      // When
      for (int t = 1; !run.detector().reaches(500_000); t++) {
        run.pane(binomial.next(100, t <= 200 ? 0.6 : 0.4), 100, binomial.next(100, 0.6), 100);
      }
      onsets[seed] = run.detector().onset();
    }
    // Then
    Arrays.sort(onsets);
    assertThat(onsets[20]).isBetween(200L, 202L);
    assertThat(onsets[4]).isGreaterThanOrEqualTo(195);
    assertThat(onsets[36]).isLessThanOrEqualTo(207);
  }

  @Test
  void shouldBeFiniteWhenTheEvidenceIsOverwhelming() {
    DetectorRun run = new DetectorRun(TENTH);
    for (int t = 0; t < 100; t++) {
      run.pane(0, 100_000, 100_000, 100_000);
    }
    assertThat(run.detector().evidence()).isFinite().isGreaterThan(1e300);
    assertThat(run.detector().logEvidence()).isFinite();
  }
}
