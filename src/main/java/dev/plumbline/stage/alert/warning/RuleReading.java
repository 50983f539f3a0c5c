package dev.plumbline.stage.alert.warning;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.AlertFigures;
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
    AlertFigures figures,
    String sentence) {

  public RuleReading {
    figures = figures == null ? AlertFigures.NONE : figures; // state of before 0.2 has none
  }

  /** What a pane says of a rule that no window has spoken of. */
  public static RuleReading ofPane(
      AlertRule rule, long n, long nReference, double tolerance, String sentence) {
    return new RuleReading(
        rule,
        null,
        false,
        false,
        new AlertFigures(null, null, null, n, nReference, tolerance),
        sentence);
  }

  /** Whether there was evidence for anything. */
  public boolean decided() {
    return figures.value() != null;
  }
}
