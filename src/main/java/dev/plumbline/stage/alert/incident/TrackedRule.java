package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.measure.GroupCounts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule with an alert, in an incident or not.
 *
 * @param since when the alert opened
 * @param joined when the incident took it up; of one in no incident, when it opened
 * @param toldBy id of the incident in which it opened or became a page; null of a warning that
 *     opened outside of one
 * @param clearedAt null while it is open
 * @param sequential the evidence of a page
 */
public record TrackedRule(
    AlertRule rule,
    Severity severity,
    Instant since,
    Instant joined,
    @Nullable String toldBy,
    @Nullable Instant clearedAt,
    SequentialEvidence sequential) {

  static TrackedRule of(Alert alert, @Nullable String toldBy) {
    return new TrackedRule(
        alert.rule(),
        alert.severity(),
        alert.since(),
        alert.at(),
        toldBy,
        null,
        alert.sequential());
  }

  TrackedRule joined(Instant at) {
    return new TrackedRule(rule, severity, since, at, toldBy, clearedAt, sequential);
  }

  TrackedRule cleared(Instant at) {
    return new TrackedRule(rule, severity, since, joined, toldBy, at, sequential);
  }

  boolean open() {
    return clearedAt == null;
  }

  boolean page() {
    return severity == Severity.PAGE;
  }

  /**
   * A page, or a warning about a group of people; warnings of drift and of the scores accompany an
   * incident and do not keep it open.
   */
  boolean holds() {
    boolean drift = rule.metric().equals("drift") || rule.metric().startsWith("drift:");
    return page() || (!drift && !rule.attribute().equals(GroupCounts.ALL));
  }
}
