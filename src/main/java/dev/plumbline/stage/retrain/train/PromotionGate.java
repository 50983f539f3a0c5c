package dev.plumbline.stage.retrain.train;

import dev.plumbline.policy.RetrainingPolicy;
import dev.plumbline.statistics.FigureWords;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a candidate may serve: the gap shrank by the promised share and accuracy did not fall by
 * more than allowed.
 */
final class PromotionGate {

  private PromotionGate() {}

  /** Why the candidate is rejected; null when it is not. */
  static @Nullable String objection(
      RetrainingPolicy rules, Map<String, Double> before, Map<String, Double> after) {
    Double gapBefore = before.get(HoldoutMetrics.GAP);
    Double gapAfter = after.get(HoldoutMetrics.GAP);
    Double accuracyBefore = before.get(HoldoutMetrics.ACCURACY);
    Double accuracyAfter = after.get(HoldoutMetrics.ACCURACY);
    if (gapBefore == null || gapAfter == null || accuracyBefore == null || accuracyAfter == null) {
      return "not enough evidence: the held-back share has too few requests to measure the gap";
    }
    if (gapAfter > gapBefore * (1 - rules.gapReducedBy())) {
      return "the gap went from %s to %s, promised was %s %% less"
          .formatted(
              FigureWords.figure(gapBefore),
              FigureWords.figure(gapAfter),
              FigureWords.asWrittenPercent(rules.gapReducedBy()));
    }
    if (accuracyAfter < accuracyBefore - rules.accuracyDropAtMost()) {
      return "accuracy fell from %s to %s, allowed was %s"
          .formatted(
              FigureWords.figure(accuracyBefore),
              FigureWords.figure(accuracyAfter),
              FigureWords.asWritten(rules.accuracyDropAtMost()));
    }
    return null;
  }
}
