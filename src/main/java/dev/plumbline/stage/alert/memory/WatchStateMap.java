package dev.plumbline.stage.alert.memory;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The state of one run, gone with it. */
public final class WatchStateMap implements WatchState {

  private final Map<GroupName, GroupWatch> groups = new HashMap<>();
  private ModelWatch model = ModelWatch.START;

  @Override
  public ModelWatch model() {
    return model;
  }

  @Override
  public GroupWatch group(GroupName name) {
    return groups.getOrDefault(name, GroupWatch.START);
  }

  @Override
  public List<GroupName> groups() {
    return new ArrayList<>(groups.keySet());
  }

  /** Takes over what a step changed; returns its alerts. */
  public List<Alert> apply(WatchStep step) {
    model = step.model();
    groups.putAll(step.groups());
    return step.alerts();
  }
}
