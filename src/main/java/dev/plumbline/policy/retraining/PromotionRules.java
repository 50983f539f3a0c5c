package dev.plumbline.policy.retraining;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * When a candidate may serve. Every claim is an interval's: what it does not decide is not enough
 * evidence.
 *
 * @param gapReducedBy share by which the gap must shrink
 * @param accuracyDropAtMost largest fall of accuracy allowed
 * @param worseAtMost largest fall of any group's true positive rate, true negative rate or accuracy
 *     allowed
 * @param confidence how often each interval holds, in (0, 1)
 * @param trusted file of records whose labels are known to be right, the form of {@code
 *     training-examples}; null when there is none
 */
public record PromotionRules(
    double gapReducedBy,
    double accuracyDropAtMost,
    double worseAtMost,
    double confidence,
    @Nullable Path trusted) {

  public static final PromotionRules DEFAULT = new PromotionRules(0.2, 0.01, 0.05, 0.95, null);
}
