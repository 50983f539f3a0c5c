package dev.plumbline.stage.alert.watch;

import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.List;

/** What is remembered of one model between events. */
public interface WatchState {

  ModelWatch model();

  void model(ModelWatch watch);

  /** {@link GroupWatch#START} for a group not seen before. */
  GroupWatch group(GroupName name);

  void group(GroupName name, GroupWatch watch);

  /** Every group that is remembered. */
  List<GroupName> groups();
}
