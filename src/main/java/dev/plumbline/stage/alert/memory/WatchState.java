package dev.plumbline.stage.alert.memory;

import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.List;

/** What is remembered of one model between events; read only, a {@link WatchStep} changes it. */
public interface WatchState {

  ModelWatch model();

  /** {@link GroupWatch#START} for a group not seen before. */
  GroupWatch group(GroupName name);

  /** Every group that is remembered. */
  List<GroupName> groups();
}
