package dev.plumbline.stage.retrain;

import dev.plumbline.policy.Retraining;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a candidate may serve: the gap shrank by the promised share and accuracy did not fall by
 * more than allowed.
 */
final class Gate {

  private Gate() {}

  /** Why the candidate is rejected; null when it is not. */
  static @Nullable String objection(
      Retraining rules, Map<String, Double> before, Map<String, Double> after) {
    Double gapBefore = before.get(Figures.GAP);
    Double gapAfter = after.get(Figures.GAP);
    Double accuracyBefore = before.get(Figures.ACCURACY);
    Double accuracyAfter = after.get(Figures.ACCURACY);
    if (gapBefore == null || gapAfter == null || accuracyBefore == null || accuracyAfter == null) {
      return "not enough evidence: the held-back share has too few people to measure the gap";
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
