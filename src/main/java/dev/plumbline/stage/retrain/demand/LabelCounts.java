package dev.plumbline.stage.retrain.demand;

import dev.plumbline.event.measure.GroupCounts;

/** How many labelled records of one model there are. */
public interface LabelCounts {

  /**
   * @param attribute an attribute, an intersection or {@link GroupCounts#ALL}
   * @param group its value; {@link GroupCounts#ALL} for everybody who has the attribute
   */
  LabelCount count(String attribute, String group);

  /** Everybody. */
  default LabelCount total() {
    return count(GroupCounts.ALL, GroupCounts.ALL);
  }
}
