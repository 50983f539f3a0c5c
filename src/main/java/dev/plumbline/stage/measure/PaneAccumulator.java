package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up contributions to one pane between two ticks, in place; {@link Counts} is its result. */
final class PaneAccumulator {

  /** A flood of kinds is folded into bounded counts before it fills the memory. */
  private static final int MOST_GROUPS = 8 * Kinds.MOST_COUNTED;

  private final Map<String, GroupAccumulator> groups = new HashMap<>();
  private final Map<String, Long> labels = new HashMap<>();
  private final Map<String, WeightedSum> indicators = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, Long> facts = new HashMap<>();
  private Counts folded = Counts.EMPTY;

  void add(Measured record) {
    for (String key : record.groups()) {
      group(key).add(record);
    }
    labels.merge(record.label(), 1L, Long::sum);
    versions.merge(record.modelVersion(), 1L, Long::sum);
    record.facts().forEach(this::add);
    record
        .indicators()
        .forEach(
            (name, f) -> indicators.merge(name, weighted(f, record.risk()), WeightedSum::merge));
    bound();
  }

  /** Everyone has no examples: no alert is about one of everyone's decisions. */
  void example(Examples.Kind kind, String requestId, List<String> keys) {
    for (String key : keys) {
      if (!key.equals(GroupKeys.EVERYONE)) {
        group(key).example(kind, requestId);
      }
    }
    bound();
  }

  /**
   * @param sign -1 takes the label back; 0 counts nothing
   */
  void label(Kept kept, boolean trulyFavourable, boolean right, int sign) {
    for (String key : kept.groups()) {
      group(key).label(kept, trulyFavourable, sign);
    }
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
    groups.forEach(
        (key, group) -> {
          people.put(key, group.counts(key));
          scores.put(key, group.scores());
          examples.put(key, group.examples());
          group
              .signals()
              .forEach(
                  (signal, bins) ->
                      distributions.put(Counts.signalKey(signal, key), new Distribution(bins)));
        });
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

  private GroupAccumulator group(String key) {
    return groups.computeIfAbsent(key, k -> new GroupAccumulator());
  }

  private static WeightedSum weighted(long f, long risk) {
    return new WeightedSum(
        risk == GroupScores.BILLION ? f : Math.round((double) f * risk / GroupScores.BILLION),
        risk);
  }

  private void bound() {
    if (groups.size() > MOST_GROUPS) {
      folded = toCounts();
      groups.clear();
      labels.clear();
      indicators.clear();
      versions.clear();
      facts.clear();
    }
  }
}
