package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up contributions to one pane between two ticks, in place; {@link Counts} is its result.
 * People are added up by all their groups at once, which is one step a record, and told apart by
 * group when the result is taken.
 */
final class PaneAccumulator {

  /** A flood of kinds is folded into bounded counts before it fills the memory. */
  private static final int MOST_CELLS = 8 * Kinds.MOST_COUNTED;

  /** By the keys of all groups that those counted are in. */
  private final Map<List<String>, GroupAccumulator> cells = new HashMap<>();

  private final SignalPlaces places = new SignalPlaces();

  private final Map<String, Long> labels = new HashMap<>();
  private final Map<String, WeightedSum> indicators = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, Long> facts = new HashMap<>();
  private Counts folded = Counts.EMPTY;

  void add(Measured record) {
    cell(record.groups()).add(record, places);
    labels.merge(record.label(), 1L, Long::sum);
    versions.merge(record.modelVersion(), 1L, Long::sum);
    for (Amount fact : record.facts()) {
      add(fact.name(), fact.value());
    }
    for (Amount f : record.indicators()) {
      indicators.merge(f.name(), weighted(f.value(), record.risk()), WeightedSum::merge);
    }
    bound();
  }

  void example(Examples.Kind kind, String requestId, List<String> keys) {
    cell(keys).example(kind, requestId);
    bound();
  }

  /**
   * @param sign -1 takes the label back; 0 counts nothing, but makes the groups known, as they are
   *     when the label came first and moved away
   */
  void label(Kept kept, boolean trulyFavourable, boolean right, int sign) {
    cell(kept.groups()).label(kept, trulyFavourable, sign);
    add(Facts.CORRECT, right ? sign : 0);
    bound();
  }

  void add(String fact, long amount) {
    facts.merge(fact, amount, Long::sum);
  }

  Counts toCounts() {
    Map<String, GroupCounts> people = new TreeMap<>();
    Map<String, GroupScores> scores = new TreeMap<>();
    Map<String, Distribution> distributions = new TreeMap<>();
    Map<String, Examples> examples = new TreeMap<>();
    groups()
        .forEach(
            (key, group) -> {
              people.put(key, group.counts(key));
              scores.put(key, group.scores());
              examples.put(key, group.examples());
              group
                  .distributions(places)
                  .forEach(
                      (signal, bins) -> distributions.put(Counts.signalKey(signal, key), bins));
            });
    examples.remove(Counts.EVERYONE); // no alert is about one of everyone's decisions
    examples.values().removeIf(Examples.NONE::equals);
    Counts added =
        new Counts(
            people,
            scores,
            distributions,
            new TreeMap<>(labels),
            new TreeMap<>(indicators),
            new TreeMap<>(versions),
            new TreeMap<>(facts),
            examples);
    return folded.merge(added.capped());
  }

  private GroupAccumulator cell(List<String> keys) {
    return cells.computeIfAbsent(keys, k -> new GroupAccumulator());
  }

  private Map<String, GroupAccumulator> groups() {
    Map<String, GroupAccumulator> groups = new HashMap<>();
    cells.forEach(
        (keys, cell) -> {
          for (String key : keys) {
            groups.computeIfAbsent(key, k -> new GroupAccumulator()).add(cell);
          }
        });
    return groups;
  }

  private static WeightedSum weighted(long f, long risk) {
    return new WeightedSum(
        risk == GroupScores.BILLION ? f : Math.round((double) f * risk / GroupScores.BILLION),
        risk);
  }

  private void bound() {
    if (cells.size() > MOST_CELLS) {
      folded = toCounts();
      cells.clear();
      places.clear();
      labels.clear();
      indicators.clear();
      versions.clear();
      facts.clear();
    }
  }
}
