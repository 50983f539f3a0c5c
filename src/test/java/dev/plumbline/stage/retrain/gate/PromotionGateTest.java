package dev.plumbline.stage.retrain.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.retraining.PromotionRules;
import dev.plumbline.stage.SentenceWording;
import dev.plumbline.stage.retrain.RetrainFixtures;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionGateTest {

  @Test
  void shouldLetThroughWhenTheGapShrankAsPromisedAndAccuracyHeld() {
    assertThat(objection(figures(0.90, 0.20), figures(0.89, 0.16))).isNull();
  }

  @Test
  void shouldRejectWhenTheGapShrankTooLittle() {
    assertThat(objection(figures(0.90, 0.20), figures(0.95, 0.161)))
        .isEqualTo("the gap went from 0.200 to 0.161, promised was 20 % less");
  }

  @Test
  void shouldRejectWhenAccuracyFellTooFar() {
    assertThat(objection(figures(0.90, 0.20), figures(0.889, 0.01)))
        .isEqualTo("accuracy fell from 0.900 to 0.889, allowed was 0.01");
  }

  /** Halves and quarters have no rounding: what is promised exactly is enough. */
  @ParameterizedTest
  @CsvSource({
    "0.25, 0.5, true",
    "0.25000000000000006, 0.5, false",
    "0.25, 0.49999999999999994, false",
    "0, 1, true",
  })
  void shouldLetThroughWhenExactlyWhatWasPromisedIsKept(
      double gapAfter, double accuracyAfter, boolean passes) {
    // Given
    PromotionRules halved = new PromotionRules(0.5, 0.25);
    // When
    String objection =
        PromotionGate.objection(halved, figures(0.75, 0.5), figures(accuracyAfter, gapAfter));
    // Then
    assertThat(objection == null).isEqualTo(passes);
  }

  @Test
  void shouldRejectWhenTheGapCouldNotBeMeasured() {
    // When
    String objection =
        objection(Map.of(HoldoutMetrics.ACCURACY, 0.9), Map.of(HoldoutMetrics.ACCURACY, 0.9));
    // Then
    assertThat(objection).startsWith("not enough evidence");
    SentenceWording.assertCountsRequests(objection);
  }

  private static Map<String, Double> figures(double accuracy, double gap) {
    return Map.of(HoldoutMetrics.ACCURACY, accuracy, HoldoutMetrics.GAP, gap);
  }

  private static String objection(Map<String, Double> before, Map<String, Double> after) {
    return PromotionGate.objection(
        RetrainFixtures.policy().retraining().promotion(), before, after);
  }
}
