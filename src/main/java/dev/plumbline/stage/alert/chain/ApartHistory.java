package dev.plumbline.stage.alert.chain;

import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Groups whose people a search set apart, by pane: where they change. Not thread-safe. */
public final class ApartHistory {

  private final NavigableMap<Long, List<GroupName>> changes = new TreeMap<>();

  /**
   * @param pane its number; panes come in order
   */
  public void put(long pane, List<GroupName> apart) {
    if (!at(pane).equals(apart)) {
      changes.put(pane, List.copyOf(apart));
    }
  }

  public List<GroupName> at(long pane) {
    Map.Entry<Long, List<GroupName>> newest = changes.floorEntry(pane);
    return newest == null ? List.of() : newest.getValue();
  }

  /** Whether anybody was in a pane or later. */
  public boolean hasAnySince(long pane) {
    return !at(pane).isEmpty() || !changes.tailMap(pane, true).isEmpty();
  }
}
