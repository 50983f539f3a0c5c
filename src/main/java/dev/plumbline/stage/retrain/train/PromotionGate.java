package dev.plumbline.stage.retrain.train;

import dev.plumbline.policy.RetrainingPolicy;
import java.util.Locale;
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
      return say(
          "the gap went from %.3f to %.3f, promised was %.0f %% less",
          gapBefore, gapAfter, 100 * rules.gapReducedBy());
    }
    if (accuracyAfter < accuracyBefore - rules.accuracyDropAtMost()) {
      return say(
          "accuracy fell from %.3f to %.3f, allowed was %.3f",
          accuracyBefore, accuracyAfter, rules.accuracyDropAtMost());
    }
    return null;
  }

  private static String say(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
