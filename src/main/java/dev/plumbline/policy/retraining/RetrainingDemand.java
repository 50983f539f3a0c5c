package dev.plumbline.policy.retraining;

import dev.plumbline.event.alert.Alert;
import java.time.Duration;
import java.util.Set;

/**
 * When a job is wanted.
 *
 * @param on severities that open a job; empty means never
 * @param minimumLabelled labelled records that must exist
 * @param minimumPerGroup labelled records of each group that the rule's rate is of, such as those
 *     with a favourable true label for a true positive rate
 * @param cooldown least event time between two requests, retries apart
 * @param attempts how often the trainer is started for one request
 */
public record RetrainingDemand(
    Set<Alert.Severity> on,
    long minimumLabelled,
    long minimumPerGroup,
    Duration cooldown,
    int attempts) {

  /** The model is never retrained. */
  public static final RetrainingDemand NEVER =
      new RetrainingDemand(Set.of(), 500, 30, Duration.ofDays(1), 2);

  public RetrainingDemand {
    on = Set.copyOf(on);
  }
}
