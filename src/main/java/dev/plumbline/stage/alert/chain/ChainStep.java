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
 * @param anew whether others are set apart than in the pane before: the head after it is published
 */
public record ChainStep(
    ModelChain model, Map<GroupName, GroupChain> groups, @Nullable ChainHead due, boolean anew) {

  public ChainStep {
    groups = Map.copyOf(groups);
  }
}
