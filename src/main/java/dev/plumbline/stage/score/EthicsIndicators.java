package dev.plumbline.stage.score;

import dev.plumbline.event.Consent;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.policy.Policy;
import java.util.Map;

/** The indicators f_j in [0, 1] that one scored record shows by itself. */
final class EthicsIndicators {

  private EthicsIndicators() {}

  /**
   * {@code privacy}: the response held no personal data; {@code consent}: the person agreed to the
   * policy's purpose, or it asks for none; {@code confidence}: the score.
   */
  static Map<String, Double> of(Inference inference, Prediction prediction, Policy policy) {
    return Map.of(
        "privacy", leaked(inference) ? 0.0 : 1.0,
        "consent", agreed(inference, policy) ? 1.0 : 0.0,
        "confidence", prediction.score());
  }

  private static boolean leaked(Inference inference) {
    return inference.redactions().stream()
        .anyMatch(redaction -> redaction.field().equals("response") && redaction.count() > 0);
  }

  private static boolean agreed(Inference inference, Policy policy) {
    String purpose = policy.privacy().consent().purpose();
    Consent consent = inference.consent();
    return purpose.isBlank() || (consent != null && consent.covers(purpose));
  }
}
