package dev.plumbline.stage.alert;

import java.util.List;

/** What is remembered of one model between events. */
interface Memory {

  ModelWatch model();

  void model(ModelWatch watch);

  /** {@link GroupWatch#START} for a group not seen before. */
  GroupWatch group(GroupName name);

  void group(GroupName name, GroupWatch watch);

  /** Every group that is remembered. */
  List<GroupName> groups();
}
