package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.MessageChecks;
import dev.plumbline.event.incident.IncidentOrigin;
import dev.plumbline.event.incident.StartChange;
import dev.plumbline.stage.alert.tally.GroupTally;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one incident.
 *
 * @param opener the rule that opened it
 * @param since when it opened first
 * @param onset the most likely start of its gap
 * @param clearedAt null while it is open
 * @param rules in the order in which they joined
 * @param tallies of the groups of its pages, by {@link PaneHistory#key}
 * @param decided the evidence that opened it, in words
 * @param origin the versions and examples of the page that opened it
 */
public record TrackedIncident(
    String id,
    AlertRule opener,
    Instant since,
    Instant onset,
    @Nullable Instant clearedAt,
    int reopened,
    List<TrackedRule> rules,
    Map<String, GroupTally> tallies,
    List<StartChange> changes,
    String decided,
    IncidentOrigin origin,
    Telling telling) {

  /**
   * What people were told.
   *
   * @param writtenAt when its newest state was written
   * @param loudAt when people were last told
   * @param escalating another rule has paged and nobody was told
   * @param told whether any sink could be told since it opened, or opened again
   * @param silenced whether the newest state was silenced
   */
  public record Telling(
      Instant writtenAt, Instant loudAt, boolean escalating, boolean told, boolean silenced) {}

  public TrackedIncident {
    rules = List.copyOf(rules);
    tallies = MessageChecks.map(tallies);
    changes = List.copyOf(changes);
  }
}
