package dev.plumbline.policy.retraining;

import dev.plumbline.event.alert.Alert;
import java.time.Duration;
import java.util.Set;

/**
 * When a job is wanted.
 *
 * @param on severities that open a job; empty means never
 * @param minimumLabelled labelled records that must exist
 * @param cooldown least event time between two requests
 */
public record RetrainingDemand(Set<Alert.Severity> on, long minimumLabelled, Duration cooldown) {

  /** The model is never retrained. */
  public static final RetrainingDemand NEVER =
      new RetrainingDemand(Set.of(), 500, Duration.ofDays(1));

  public RetrainingDemand {
    on = Set.copyOf(on);
  }
}
