package dev.plumbline.stage.retrain;

import dev.plumbline.event.Inference;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;
import org.jspecify.annotations.Nullable;

/** Which records a model may learn from. */
final class TrainingEligibility {

  private TrainingEligibility() {}

  /** Nothing is collected, so no text is kept, for models that are never retrained here. */
  static boolean wanted(Policy policy) {
    return policy.retraining().isWanted()
        && policy.scoring().source() == ScoringPolicy.Source.MODEL;
  }

  /**
   * Learning needs a text and consent given, even where the policy lets records without it be
   * measured.
   *
   * @return why the record is not learned from, as it is counted; null when it may be
   */
  static @Nullable String refusal(Policy policy, Inference inference) {
    if (!wanted(policy)) {
      return "not_retrained";
    }
    if (inference.text() == null) {
      return "no_text";
    }
    return policy.privacy().consent().permits(inference.consent()) ? null : "no_consent";
  }
}
