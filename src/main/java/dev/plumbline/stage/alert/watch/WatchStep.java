package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.alert.Alert;
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
 */
public record WatchStep(ModelWatch model, Map<GroupName, GroupWatch> groups, List<Alert> alerts) {

  public WatchStep {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    alerts = List.copyOf(alerts);
  }
}
