package dev.plumbline.stage.alert.score;

import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.PageThresholds;

/**
 * How often each rule about a score or drift may alert falsely. Those that page share the pages
 * that {@code alerts.falsePages} allows with all other rules; those that warn are together allowed
 * as many false warnings as it allows false pages.
 *
 * @param pages panes in which one rule that pages may be wrong once
 * @param warnings panes in which one rule that warns may be wrong once
 * @param panesOfWindow what tells a window's rules from a pane's
 */
public record ScoreAllowance(double pages, double warnings, long panesOfWindow) {

  public static ScoreAllowance of(Policy policy) {
    PageThresholds thresholds = PageThresholds.of(policy);
    int warnings = Math.max(1, policy.scoreRules(Severity.WARNING));
    return new ScoreAllowance(
        thresholds.scoreThreshold(),
        thresholds.panes() * warnings,
        policy.windows().panesOfWindow());
  }

  public double panes(Severity severity) {
    return severity == Severity.PAGE ? pages : warnings;
  }

  /** In how many windows that do not overlap one rule may be wrong once, at least one. */
  public double windows(Severity severity) {
    return Math.max(1, panes(severity) / panesOfWindow);
  }
}
