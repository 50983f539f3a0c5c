package dev.plumbline.stage.alert.chain;

import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The chain of one run, gone with it. */
public final class ChainStateMap implements ChainState {

  private final Map<GroupName, GroupChain> groups = new HashMap<>();
  private ModelChain model;

  /**
   * @param start {@link ModelChain#START}, or where a published head left it
   */
  public ChainStateMap(ModelChain start) {
    this.model = start;
  }

  @Override
  public ModelChain model() {
    return model;
  }

  @Override
  public GroupChain group(GroupName name) {
    return groups.getOrDefault(name, GroupChain.START);
  }

  @Override
  public List<GroupName> groups() {
    return new ArrayList<>(groups.keySet());
  }

  public void apply(ChainStep step) {
    model = step.model();
    groups.putAll(step.groups());
  }
}
