package dev.plumbline.stage.retrain;

import dev.plumbline.event.Inference;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;

/** Which records a model may learn from. */
final class TrainingEligibility {

  private TrainingEligibility() {}

  /** Nothing is collected, so no text is kept, for models that are never retrained here. */
  static boolean wanted(Policy policy) {
    return !policy.retraining().on().isEmpty()
        && policy.scoring().source() == ScoringPolicy.Source.MODEL;
  }

  /**
   * Learning needs a text and consent given, even where the policy lets records without it be
   * measured.
   */
  static boolean is(Policy policy, Inference inference) {
    return wanted(policy)
        && inference.text() != null
        && policy.privacy().consent().permits(inference.consent());
  }
}
