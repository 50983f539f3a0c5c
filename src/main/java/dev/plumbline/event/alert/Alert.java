package dev.plumbline.event.alert;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.MessageChecks;
import java.time.Instant;

/**
 * One alert's present state, the value of {@code ethics-alerts}. In JSON the fields of its parts
 * stand beside the key, without names for the parts.
 *
 * @param key {@code model/metric/attribute/group}: one alert per model and rule
 */
public record Alert(
    String key,
    String model,
    AlertRule rule,
    AlertStatus status,
    AlertFigures figures,
    SequentialEvidence sequential,
    AlertContext context) {

  /** An alert opens, may escalate from warning to page, and clears. */
  public enum State {
    OPEN,
    ESCALATED,
    CLEARED
  }

  /** Warnings go to dashboards and chat, pages to people. */
  public enum Severity {
    WARNING,
    PAGE
  }

  public Alert {
    MessageChecks.notBlank(key, "key");
    MessageChecks.notBlank(model, "model");
    MessageChecks.notNull(rule, "rule");
    MessageChecks.notNull(status, "status");
    MessageChecks.notNull(figures, "figures");
    MessageChecks.notNull(sequential, "sequential");
    MessageChecks.notNull(context, "context");
  }

  public static String key(String model, AlertRule rule) {
    return model + "/" + rule;
  }

  public State state() {
    return status.state();
  }

  public Severity severity() {
    return status.severity();
  }

  /** Whether a page begins with this state: one that opens, or a warning that becomes one. */
  public boolean opensPage() {
    return severity() == Severity.PAGE && state() != State.CLEARED;
  }

  /** Event time at which the alert opened. */
  public Instant since() {
    return status.since();
  }

  /** The same, told by an incident. */
  public Alert in(String incident) {
    return in(incident, false);
  }

  /**
   * The same, told by an incident.
   *
   * @param warned whether it is a page whose warning had opened outside of incidents
   */
  public Alert in(String incident, boolean warned) {
    return new Alert(
        key,
        model,
        rule,
        status,
        figures,
        sequential,
        new AlertContext(
            context.summary(),
            context.modelVersion(),
            context.policyVersion(),
            context.contributions(),
            context.examples(),
            incident,
            warned ? true : null));
  }

  /** Event time of this state. */
  public Instant at() {
    return status.at();
  }
}
