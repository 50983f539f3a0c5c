package dev.plumbline.stage.measure.merge;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.FlipCount;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.GroupExemplars;
import dev.plumbline.event.measure.IndicatorSum;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneExemplars;
import dev.plumbline.stage.measure.state.PaneStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;

/**
 * One model's evidence that has not left yet. A pane leaves once, when it closes; what comes for it
 * later counts in the first pane still open.
 */
final class OpenEvidence {

  private final Policy policy;
  private final PaneStore<MeasureCounts> panes;
  private final long advance;

  OpenEvidence(Policy policy, PaneStore<MeasureCounts> panes) {
    this.policy = policy;
    this.panes = panes;
    this.advance = policy.windows().advance().toMillis();
  }

  /**
   * @param openFrom start of the first pane that is not closed
   */
  void add(long pane, MeasureCounts counts, long openFrom) {
    if (!counts.isEmpty()) {
      panes.merge(Math.max(pane, openFrom), counts, MeasureCounts::merge);
    }
  }

  void move(CountsDelta.Move move, long openFrom) {
    if (move.from() >= openFrom) {
      add(move.from(), move.taken(), openFrom);
      add(move.to(), move.added(), openFrom);
    }
  }

  /** Start of the newest pane; smallest of all numbers when there is none. */
  long newest() {
    return panes.newest();
  }

  /**
   * Lets panes leave that start before {@code limit}, the earliest first, at most so many.
   *
   * @return start of the first pane that is still open: the limit, or less where more are to leave
   */
  long close(long limit, int most, Consumer<MergeOutput> out) {
    List<KeyValue<Long, MeasureCounts>> leaving = panes.between(Long.MIN_VALUE, limit, most);
    for (KeyValue<Long, MeasureCounts> pane : leaving) {
      MeasureCounts counts = pane.value.withoutEmptyGroups();
      if (!counts.isEmpty()) {
        out.accept(new MergeOutput.Pane(published(pane.key, counts)));
      }
      panes.delete(pane.key);
    }
    return leaving.size() < most ? limit : leaving.get(most - 1).key + advance;
  }

  private PaneCounts published(long start, MeasureCounts counts) {
    String version = counts.modelVersion();
    MeasureCounts bounded = counts.bounded();
    Set<String> compared = new TreeSet<>(policy.groups().compared());
    compared.add(GroupCounts.ALL);
    List<GroupCounts> groups =
        bounded.groups().values().stream()
            .filter(group -> compared.contains(group.attribute()))
            .toList();
    List<GroupExemplars> examples = new ArrayList<>();
    for (GroupCounts group : groups) {
      PaneExemplars of =
          bounded.examples().get(MeasureCounts.key(group.attribute(), group.group()));
      if (of != null) {
        examples.add(of.exemplarsFor(group));
      }
    }
    return new PaneCounts(
        policy.model(),
        new TimeSpan(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + advance)),
        groups,
        counts.labels(),
        examples,
        version.isEmpty() ? null : version,
        policy.version(),
        indicators(counts),
        flips(counts));
  }

  private static Map<String, IndicatorSum> indicators(MeasureCounts counts) {
    Map<String, IndicatorSum> indicators = new TreeMap<>();
    counts
        .indicators()
        .forEach(
            (name, sum) ->
                indicators.put(
                    name,
                    new IndicatorSum(
                        (double) sum.sum() / GroupScores.BILLION,
                        (double) sum.weight() / GroupScores.BILLION,
                        (double) sum.largest() / GroupScores.BILLION)));
    return indicators;
  }

  private static Map<String, FlipCount> flips(MeasureCounts counts) {
    Map<String, FlipCount> flips = new TreeMap<>();
    for (String fact : counts.facts().keySet()) {
      if (fact.startsWith(CounterNames.COUNTERFACTUALS)) {
        String attribute = fact.substring(CounterNames.COUNTERFACTUALS.length());
        flips.put(
            attribute,
            new FlipCount(counts.fact(fact), counts.fact(CounterNames.FLIPS + attribute)));
      }
    }
    return flips;
  }
}
