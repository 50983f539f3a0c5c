package dev.plumbline.stage.alert.chain;

import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one pane changes.
 *
 * @param groups of the pane
 * @param due the head before the pane, when it is time to publish one
 */
public record ChainStep(
    ModelChain model, Map<GroupName, GroupChain> groups, @Nullable ChainHead due) {

  public ChainStep {
    groups = Map.copyOf(groups);
  }
}
