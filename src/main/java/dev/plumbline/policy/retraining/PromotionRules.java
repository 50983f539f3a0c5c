package dev.plumbline.policy.retraining;

/**
 * When a candidate may serve.
 *
 * @param gapReducedBy share by which the gap must shrink
 * @param accuracyDropAtMost largest fall of accuracy allowed
 */
public record PromotionRules(double gapReducedBy, double accuracyDropAtMost) {

  public static final PromotionRules DEFAULT = new PromotionRules(0.2, 0.01);
}
