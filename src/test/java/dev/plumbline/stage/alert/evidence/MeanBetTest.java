package dev.plumbline.stage.alert.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.policy.ScoreMean;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bets on mean favourable probabilities. */
class MeanBetTest {

  private static final double[] VALUES = {0, 0.3, 1};

  /** Against {@code src/test/oracles/mean_scores.py}. */
  @Test
  void shouldAddUpAsTheDefinitionDoesWhenPanesFollow() throws IOException {
    JsonNode stories =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/mean_scores.json").toFile());
    assertThat(stories).hasSize(7);
    for (JsonNode story : stories) {
      // Given
      ScoreMean mean = ScoreMean.valueOf(story.path("mean").asText("PROBABILITY"));
      MeanContrast contrast =
          new MeanContrast("m", mean, story.get("sign").asInt(), story.get("delta").asDouble());
      EDetector detector = EDetector.fresh(1);
      DecayedMeans past = DecayedMeans.NONE;
      for (int t = 0; t < story.get("panes").size(); t++) {
        JsonNode pane = story.get("panes").get(t);
        PaneMeans means = PaneMeans.of(mean, sums(pane.get(0)), sums(pane.get(1)));
        // When
        detector = detector.after(contrast, past, means, t);
        past = past.after(Map.of(mean, means));
        // Then
        double expected = story.get("logs").get(t).asDouble();
        assertThat(detector.logEvidence()).isCloseTo(expected, within(1e-8 * (1 + expected)));
      }
    }
  }

  private static GroupScoreSums sums(JsonNode side) {
    return new GroupScoreSums(
        "sex", "f", side.get(0).asLong(), side.get(1).asLong(), side.get(2).asLong());
  }

  /**
   * The exact expectation, over all outcomes of two requests on each side, of which each has a
   * distribution of its own on three values: at most one whenever the gap of the pane's means is
   * tolerated, whatever the bet.
   */
  @Test
  void shouldExpectAtMostOneWhenTheGapIsTolerated() {
    SplittableRandom random = new SplittableRandom(3);
    double largest = 0;
    int tried = 0;
    while (tried < 5_000) {
      // Given
      double[][] chances = new double[4][];
      double[] mean = new double[4];
      for (int i = 0; i < 4; i++) {
        chances[i] = distribution(random);
        mean[i] = 0.3 * chances[i][1] + chances[i][2];
      }
      double gap = (mean[0] + mean[1]) / 2 - (mean[2] + mean[3]) / 2;
      // Exactly at the tolerance every other time, and inside it else.
      double delta = tried % 2 == 0 ? gap : gap + 0.2 * random.nextDouble();
      MeanBet bet =
          new MeanBet(
              EValue.inside(random.nextDouble()),
              EValue.inside(random.nextDouble()),
              0.001 + random.nextDouble(),
              0.01 + 0.2 * random.nextDouble(),
              0.01 + 0.2 * random.nextDouble());
      // When
      double expected = expectation(bet, chances, delta);
      // Then
      assertThat(expected).as("%s at %s", bet, delta).isLessThanOrEqualTo(1 + 1e-9);
      largest = Math.max(largest, expected);
      tried++;
    }
    assertThat(largest).isGreaterThan(0.9);
  }

  private static double[] distribution(SplittableRandom random) {
    double a = random.nextDouble();
    double b = random.nextDouble() * (1 - a);
    return random.nextInt(3) == 0 ? new double[] {a, 0, 1 - a} : new double[] {a, b, 1 - a - b};
  }

  private static double expectation(MeanBet bet, double[][] chances, double delta) {
    double expected = 0;
    for (int outcome = 0; outcome < 81; outcome++) {
      int rest = outcome;
      double chance = 1;
      long[] sums = new long[4];
      for (int i = 0; i < 4; i++) {
        double x = VALUES[rest % 3];
        chance *= chances[i][rest % 3];
        sums[i / 2 * 2] += Math.round(1e9 * x);
        sums[i / 2 * 2 + 1] += Math.round(1e9 * x * x);
        rest /= 3;
      }
      PaneMeans pane = new PaneMeans(2, sums[0], sums[1], 2, sums[2], sums[3]);
      expected += chance * Math.exp(bet.log(pane, true, delta));
    }
    return expected;
  }

  /** 1,000 false pages are promised in all; three standard errors more would be chance. */
  @ParameterizedTest
  @EnumSource(MeanSimulation.Scores.class)
  void shouldPageNoMoreThanPromisedWhenTheGapIsTolerated(MeanSimulation.Scores scores) {
    assertThat(new MeanSimulation(scores).falsePages(40, 250, 10, t -> 0.5))
        .isLessThanOrEqualTo(1_000 + 95);
  }

  /** What the squares are for: rates know no other deviation than the largest. */
  @Test
  void shouldPageInAThirdOfTheTimeOfCountsWhenScoresAreSpreadLittle() {
    // When
    int[][] delays = new MeanSimulation(MeanSimulation.Scores.SPREAD).delays(11, 100, 0.05);
    // Then
    assertThat(delays[0][5] * 3).isLessThanOrEqualTo(delays[1][5]);
  }

  /** At most a fifth more where the deviation is the largest, as it is of decisions. */
  @Test
  void shouldPageAlmostAsSoonAsRatesWhenScoresAreZeroOrOne() {
    // When
    int[][] delays = new MeanSimulation(MeanSimulation.Scores.EXTREME).delays(21, 100, 0.1);
    // Then
    assertThat(delays[0][10]).isLessThanOrEqualTo((int) Math.ceil(1.2 * delays[1][10]));
  }

  @Test
  void shouldStayAsItIsWhenASideHasNoScores() {
    // Given
    MeanContrast low = MeanContrast.of(MeanSimulation.RULE).get(0);
    DecayedMeans past = DecayedMeans.NONE;
    EDetector detector = EDetector.fresh(1);
    // When
    EDetector after =
        detector.after(low, past, new PaneMeans(0, 0, 0, 5, 4_000_000_000L, 3_000_000_000L), 0);
    // Then
    assertThat(after).isEqualTo(detector);
  }
}
