package dev.plumbline.stage.alert.warning;

import dev.plumbline.event.AlertRule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one window says about one rule.
 *
 * @param windowEnd null when a pane said it, before any window had
 * @param beyond clearly outside the tolerance: worth a warning
 * @param inside within the tolerance: counts towards clearing
 */
public record RuleReading(
    AlertRule rule,
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
  public boolean decided() {
    return value != null;
  }
}
