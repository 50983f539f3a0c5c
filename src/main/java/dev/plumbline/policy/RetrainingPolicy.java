package dev.plumbline.policy;

import dev.plumbline.event.alert.Alert;
import java.time.Duration;
import java.util.Set;

/**
 * @param on severities that open a job; empty means never
 * @param minimumLabelled labelled records that must exist
 * @param cooldown least event time between two requests
 * @param gapReducedBy share by which the gap must shrink for promotion
 * @param accuracyDropAtMost largest fall of accuracy allowed for promotion
 */
public record RetrainingPolicy(
    Set<Alert.Severity> on,
    long minimumLabelled,
    Duration cooldown,
    Launcher launcher,
    double gapReducedBy,
    double accuracyDropAtMost) {

  /** How the trainer is started. */
  public enum Launcher {
    LOCAL
  }

  public RetrainingPolicy {
    on = Set.copyOf(on);
  }
}
