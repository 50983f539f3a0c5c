package dev.plumbline.stage.alert.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.stage.alert.evidence.ResidualSimulation.Scores;
import dev.plumbline.stage.alert.evidence.ResidualSimulation.Traffic;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bets on labels less scores, which lie in [-1, 1]: moved to [0, 1] they are those on scores. */
class ResidualBetTest {

  /** By hand: d of 0.3, -0.7 and 1 are x of 0.65, 0.15 and 1; -1 is 0. */
  @Test
  void shouldMoveSumsToTheBetsScaleWhenAPaneHasResiduals() {
    // Given
    GroupScoreSums group =
        new GroupScoreSums("sex", "f", 3, 600_000_000L, 90_000_000L + 490_000_000L + 1_000_000_000);
    GroupScoreSums reference = new GroupScoreSums("sex", "m", 2, -2_000_000_000L, 2_000_000_000L);
    // When
    PaneMeans pane = PaneMeans.of(ScoreMean.RESIDUAL, group, reference);
    // Then
    assertThat(pane)
        .isEqualTo(
            new PaneMeans(3, 1_800_000_000L, 422_500_000L + 22_500_000L + 1_000_000_000L, 2, 0, 0));
    assertThat(pane.mean(ScoreMean.RESIDUAL)).isCloseTo(0.2, within(1e-12));
    assertThat(pane.referenceMean(ScoreMean.RESIDUAL)).isCloseTo(-1, within(1e-12));
  }

  /** One page each is promised; three standard errors more is chance. */
  @ParameterizedTest
  @EnumSource(Scores.class)
  void shouldPageNoMoreThanPromisedWhenTheGapIsTolerated(Scores scores) {
    long pages = new ResidualSimulation(scores).falsePages(10, Traffic.UNEVEN, 250);
    assertThat(pages).isLessThanOrEqualTo(10 + 9);
  }

  @Test
  void shouldPageNoMoreThanPromisedWhenLabelsComeInBatches() {
    long pages = new ResidualSimulation(Scores.EQUAL).falsePages(10, Traffic.BATCHES, 1_200);
    assertThat(pages).isLessThanOrEqualTo(10 + 9);
  }

  /** Only the labels vary, and the promise has to be used, not only to be kept. */
  @Test
  void shouldPageSoonWhenScoresAreTooHigh() {
    int[] delays = new ResidualSimulation(Scores.EQUAL).delays(5, 100, 0.1);
    assertThat(delays[2]).isBetween(2, 60);
  }

  /** A state that was written before there were residuals has the scores' sums alone. */
  @Test
  void shouldReadAnOlderPastWhenItHasNoResiduals() {
    // Given
    PaneMeans pane = new PaneMeans(4, 2_000_000_000L, 1_100_000_000L, 2, 500_000_000L, 200_000_000);
    DecayedMeans past = DecayedMeans.NONE.after(Map.of(ScoreMean.PROBABILITY, pane));
    // When
    double[] older = Arrays.copyOf(past.sums(), past.sums().length / 2);
    // Then
    assertThat(new DecayedMeans(older)).isEqualTo(past);
    assertThat(past.of(ScoreMean.PROBABILITY, 0, true).mean()).isCloseTo(0.5, within(1e-12));
    assertThat(past.of(ScoreMean.RESIDUAL, 0, true).n()).isZero();
  }
}
