package dev.plumbline.stage.alert.memory;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one pane or window changes.
 *
 * @param model to be remembered of the model
 * @param groups to be remembered of the groups that changed, in the order of their change
 * @param alerts that opened, escalated or cleared, in order
 * @param found the pane's counts of groups that a search found and that have a page, and of whom
 *     they are compared with
 * @param apart groups whose people a search set apart in this pane
 */
public record WatchStep(
    ModelWatch model,
    Map<GroupName, GroupWatch> groups,
    List<Alert> alerts,
    List<GroupCounts> found,
    List<GroupName> apart) {

  public WatchStep {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    alerts = List.copyOf(alerts);
    found = List.copyOf(found);
    apart = List.copyOf(apart);
  }
}
