package dev.plumbline.stage.alert.watch;

import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Memory of one run, gone with it. */
public final class WatchStateMap implements WatchState {

  private final Map<GroupName, GroupWatch> groups = new HashMap<>();
  private ModelWatch model = ModelWatch.START;

  @Override
  public ModelWatch model() {
    return model;
  }

  @Override
  public void model(ModelWatch watch) {
    model = watch;
  }

  @Override
  public GroupWatch group(GroupName name) {
    return groups.getOrDefault(name, GroupWatch.START);
  }

  @Override
  public void group(GroupName name, GroupWatch watch) {
    groups.put(name, watch);
  }

  @Override
  public List<GroupName> groups() {
    return new ArrayList<>(groups.keySet());
  }
}
