package dev.plumbline.policy.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When alerts clear, and when one that comes back is the same.
 *
 * @param windows inside tolerance, none overlapping another, after which a warning clears
 * @param evidence of being inside tolerance at which a page clears; null for as many panes as one
 *     false page is allowed in
 * @param atLeast how long a page stays open at least
 * @param reopenWithin an alert that opens again so soon after it cleared is the one that cleared
 */
public record ClearingRule(
    int windows, @Nullable Double evidence, Duration atLeast, Duration reopenWithin) {

  public static final ClearingRule DEFAULT =
      new ClearingRule(3, null, Duration.ZERO, Duration.ofHours(6));

  /** The same after another number of windows. */
  public ClearingRule after(int other) {
    return new ClearingRule(other, evidence, atLeast, reopenWithin);
  }
}
