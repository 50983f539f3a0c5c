package dev.plumbline.stage.alert.chain;

import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.List;

/** What is remembered of one model's chain; read only, a {@link ChainStep} changes it. */
public interface ChainState {

  ModelChain model();

  /** {@link GroupChain#START} for a group not seen before. */
  GroupChain group(GroupName name);

  /** Every group that is remembered. */
  List<GroupName> groups();
}
