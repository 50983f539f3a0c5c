package dev.plumbline.event.incident;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.MessageChecks;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.SequentialEvidence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule of an incident.
 *
 * @param since when its alert opened
 * @param joined when the incident took it up
 * @param clearedAt when the incident learned that its alert has cleared; null while that is open
 * @param figures of the newest window that had evidence for it
 * @param sequential the evidence that made it a page
 */
public record IncidentRule(
    AlertRule rule,
    Alert.Severity severity,
    Instant since,
    Instant joined,
    @Nullable Instant clearedAt,
    AlertFigures figures,
    SequentialEvidence sequential) {
  public IncidentRule {
    MessageChecks.notNull(rule, "rule");
    MessageChecks.notNull(severity, "severity");
    MessageChecks.notNull(since, "since");
    MessageChecks.notNull(joined, "joined");
    MessageChecks.notNull(figures, "figures");
    MessageChecks.notNull(sequential, "sequential");
  }
}
