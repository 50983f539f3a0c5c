package dev.plumbline.policy.retraining;

import java.time.Duration;

/**
 * How a candidate is tried on live traffic beside the model that serves, before it may serve.
 *
 * @param share of the requests that it scores too, in (0, 1]
 * @param atLeast event time that the trial lasts at least
 * @param labelled requests scored by both whose true label has come, before it is judged
 */
public record ShadowPolicy(double share, Duration atLeast, long labelled) {

  /** What a policy that asks for a trial, and says no more, gets. */
  public static final ShadowPolicy DEFAULT = new ShadowPolicy(0.1, Duration.ofMinutes(10), 300);
}
