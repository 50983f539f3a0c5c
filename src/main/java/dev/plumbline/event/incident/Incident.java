package dev.plumbline.event.incident;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.MessageChecks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One incident's present state, the value of {@code incidents}: the alerts of one model that have
 * one cause. In JSON the fields of its status and of its text stand beside the key, without names
 * for the parts.
 *
 * @param key {@code model/id}
 * @param id short and the same whoever computes it: the date and five letters or digits
 * @param rule that opened it; never changes
 * @param affected null when its group or the reference had nobody since the onset
 * @param rules of the incident, in the order in which they joined it; when there are many, those
 *     that are open and pages before others
 * @param changes what changed around its start, the oldest first; empty when nothing that is
 *     watched did
 * @param omitted how many rules and changes there are beside those listed
 * @param origin the versions behind it and requests to look at
 */
public record Incident(
    String key,
    String id,
    String model,
    AlertRule rule,
    IncidentStatus status,
    IncidentText text,
    @Nullable ExcessDecisions affected,
    List<IncidentRule> rules,
    List<StartChange> changes,
    IncidentOmissions omitted,
    IncidentOrigin origin) {

  /** Rules that are listed, and changes: a policy may have thousands of groups. */
  public static final int MOST_LISTED = 50;

  public Incident {
    MessageChecks.notBlank(key, "key");
    MessageChecks.notBlank(id, "id");
    MessageChecks.notBlank(model, "model");
    MessageChecks.notNull(rule, "rule");
    MessageChecks.notNull(status, "status");
    MessageChecks.notNull(text, "text");
    rules = MessageChecks.list(rules);
    changes = MessageChecks.list(changes);
    omitted = omitted == null ? IncidentOmissions.NONE : omitted; // written before there were any
    MessageChecks.notNull(origin, "origin");
  }

  public static String key(String model, String id) {
    return model + "/" + id;
  }

  /** Whether one of its rules is still beyond its tolerance. */
  public boolean stillOpen() {
    return status.state() == IncidentStatus.State.OPEN;
  }
}
