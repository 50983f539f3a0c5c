package dev.plumbline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.Prediction;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomePolicyTest {

  private static final OutcomePolicy POLICY = PolicyFixtures.favourable("a", "b", "c");

  @Test
  void shouldAddUpTheFavourableLabelsWhenThePredictionSaysTheirProbabilities() {
    // When
    Decision favourable = POLICY.decide("a", 0.5, Map.of("a", 0.5, "x", 0.25, "b", 0.125));
    Decision adverse = POLICY.decide("x", 0.5, Map.of("a", 0.375, "x", 0.5));
    // Then
    assertThat(favourable).isEqualTo(new Decision(true, 0.625));
    assertThat(adverse).isEqualTo(new Decision(false, 0.375));
  }

  @Test
  void shouldTakeTheLabelsOwnScoreWhenNoProbabilitiesAreSaid() {
    assertThat(POLICY.decide("a", 0.75, Map.of())).isEqualTo(new Decision(true, 0.75));
    assertThat(POLICY.decide("x", 0.75, Map.of())).isEqualTo(new Decision(false, 0.25));
  }

  /** (0.1 + 0.2) + 0.3 is not 0.1 + (0.2 + 0.3): the last bit tells the order. */
  @Test
  void shouldAddInTheLabelsOrderWhenTheScoresComeInAnother() {
    for (String order : new String[] {"abc", "acb", "bac", "bca", "cab", "cba"}) {
      // Given
      Map<String, Double> scores = new HashMap<>();
      Map<String, Double> values = Map.of("a", 0.1, "b", 0.2, "c", 0.3);
      order.chars().mapToObj(Character::toString).forEach(l -> scores.put(l, values.get(l)));
      // When
      Decision decision = POLICY.decide("a", 0.1, scores);
      // Then
      assertThat(decision.probability()).isEqualTo(0.1 + 0.2 + 0.3).isNotEqualTo(0.3 + 0.2 + 0.1);
    }
  }

  @Test
  void shouldStayAProbabilityWhenTheScoresAddUpToMore() {
    assertThat(POLICY.decide("a", 1, Map.of("a", 1.0, "b", 0.25)).probability()).isOne();
    assertThat(POLICY.decide("a", 0, Map.of("a", -0.5)).probability()).isZero();
  }

  @Test
  void shouldReadWhatThePredictionSaysWhenOneIsDecided() {
    // Given
    Prediction prediction =
        new Prediction("x", 0.75, Map.of("a", 0.25, "x", 0.75), "m1", null, false);
    // When, Then
    assertThat(POLICY.decide(prediction)).isEqualTo(new Decision(false, 0.25));
  }
}
