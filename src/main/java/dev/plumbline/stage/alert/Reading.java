package dev.plumbline.stage.alert;

import dev.plumbline.event.Rule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one window says about one rule.
 *
 * @param windowEnd null when a pane said it, before any window had
 * @param beyond clearly outside the tolerance: worth a warning
 * @param inside within the tolerance: counts towards clearing
 */
record Reading(
    Rule rule,
    @Nullable Instant windowEnd,
    boolean beyond,
    boolean inside,
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    long n,
    long nReference,
    @Nullable Double tolerance,
    String sentence) {

  /** Whether there was evidence for anything. */
  boolean decided() {
    return value != null;
  }
}
