package dev.plumbline.stage.retrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.stage.retrain.RetrainFixtures;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
        .isEqualTo("accuracy fell from 0.900 to 0.889, allowed was 0.010");
  }

  @Test
  void shouldRejectWhenTheGapCouldNotBeMeasured() {
    assertThat(
            objection(Map.of(HoldoutMetrics.ACCURACY, 0.9), Map.of(HoldoutMetrics.ACCURACY, 0.9)))
        .startsWith("not enough evidence");
  }

  private static Map<String, Double> figures(double accuracy, double gap) {
    return Map.of(HoldoutMetrics.ACCURACY, accuracy, HoldoutMetrics.GAP, gap);
  }

  private static String objection(Map<String, Double> before, Map<String, Double> after) {
    return PromotionGate.objection(RetrainFixtures.policy().retraining(), before, after);
  }
}
