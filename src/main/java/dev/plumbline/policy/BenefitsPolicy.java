package dev.plumbline.policy;

import java.time.Duration;

/**
 * What the benefits are reckoned with.
 *
 * @param manual time that a person takes for one decision; zero when it is not declared
 * @param latency numeric feature with the model's time in milliseconds; empty without one
 */
public record BenefitsPolicy(Duration manual, String latency) {
  public static final BenefitsPolicy NONE = new BenefitsPolicy(Duration.ZERO, "");
}
