package dev.plumbline.stage.alert.proof;

import dev.plumbline.stage.alert.chain.GroupChain;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a proof shows of one pane, and where the chain stood before it.
 *
 * @param start epoch milliseconds
 * @param counts of the groups that the proof shows, as far as the pane has them
 * @param samples of each detector; null when the pane has nobody of the group
 * @param place in the model's chain
 * @param links of the groups, by kind of counts; a group has none before its first pane of the day
 */
record ProofPane(
    long start,
    Map<GroupName, SortedMap<String, Long>> counts,
    List<@Nullable PaneSample> samples,
    Place place,
    Map<GroupName, GroupChain> links) {

  /**
   * Where in the model's chain a pane is.
   *
   * @param previous the head with which the day before closed
   * @param day the number of its day
   * @param panes how many are before it
   */
  record Place(String previous, long day, long panes) {}

  ProofPane {
    counts = Map.copyOf(counts);
    samples = Collections.unmodifiableList(new ArrayList<>(samples));
    links = Map.copyOf(links);
  }
}
