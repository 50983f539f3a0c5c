package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Groups;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * What a pane counts. A commutative monoid under {@link #merge} with {@link #EMPTY}; all whole
 * numbers, and {@link Kinds} bounds the groups, so that the order of merging never shows.
 *
 * @param groups by {@code attribute=group}; everyone is {@code *=*}
 * @param labels predictions by predicted label
 * @param scores predictions by score bin, {@code 00} to {@code 19}
 * @param indicators sums of the records' ethics indicators, in billionths
 * @param versions predictions by model version
 * @param correct labelled predictions whose label was right
 */
record Counts(
    Map<String, GroupCounts> groups,
    Map<String, Long> labels,
    Map<String, Long> scores,
    Map<String, Long> indicators,
    Map<String, Long> versions,
    long correct) {

  static final Counts EMPTY = new Counts(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), 0);

  static final double BILLION = 1e9;
  private static final int BINS = 20;
  private static final String EVERYONE = key(GroupCounts.ALL, GroupCounts.ALL);

  /** One prediction. */
  static Counts of(Measured record) {
    Map<String, GroupCounts> groups = new TreeMap<>();
    record
        .groups()
        .forEach(
            (attribute, group) ->
                groups.put(
                    key(attribute, group),
                    new GroupCounts(
                        attribute, group, 1, record.favourable() ? 1 : 0, 0, 0, 0, 0, 0)));
    Map<String, Long> indicators = new TreeMap<>();
    record.indicators().forEach((name, f) -> indicators.put(name, Math.round(f * BILLION)));
    return new Counts(
        groups,
        Map.of(record.label(), 1L),
        Map.of(bin(record.score()), 1L),
        indicators,
        Map.of(record.modelVersion(), 1L),
        0);
  }

  /** The true label of one prediction. */
  static Counts labelled(Measured record, boolean trulyFavourable, boolean right) {
    boolean p = record.favourable();
    Map<String, GroupCounts> groups = new TreeMap<>();
    record
        .groups()
        .forEach(
            (attribute, group) ->
                groups.put(
                    key(attribute, group),
                    new GroupCounts(
                        attribute,
                        group,
                        0,
                        0,
                        1,
                        p && trulyFavourable ? 1 : 0,
                        p && !trulyFavourable ? 1 : 0,
                        !p && !trulyFavourable ? 1 : 0,
                        !p && trulyFavourable ? 1 : 0)));
    return new Counts(groups, Map.of(), Map.of(), Map.of(), Map.of(), right ? 1 : 0);
  }

  Counts merge(Counts other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    return new Counts(
        Kinds.capped(merge(groups, other.groups, GroupCounts::merge)),
        merge(labels, other.labels, Long::sum),
        merge(scores, other.scores, Long::sum),
        merge(indicators, other.indicators, Long::sum),
        merge(versions, other.versions, Long::sum),
        correct + other.correct);
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  GroupCounts everyone() {
    GroupCounts all = groups.get(EVERYONE);
    return all == null ? GroupCounts.none(GroupCounts.ALL, GroupCounts.ALL) : all;
  }

  /** The groups of one attribute or intersection, sorted by name. */
  List<GroupCounts> of(String attribute) {
    return groups.values().stream().filter(g -> g.attribute().equals(attribute)).toList();
  }

  /** The version with most predictions; of equals the first by name; empty when there is none. */
  String modelVersion() {
    return versions.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /** These counts with at most {@link Groups#MOST_VALUES} groups an attribute, for readers. */
  Counts bounded() {
    Map<String, GroupCounts> largest = Kinds.largest(groups);
    return largest == groups
        ? this
        : new Counts(largest, labels, scores, indicators, versions, correct);
  }

  static String key(String attribute, String group) {
    return attribute + "=" + group;
  }

  private static String bin(double score) {
    int bin = Math.min(BINS - 1, (int) (score * BINS));
    return bin < 10 ? "0" + bin : Integer.toString(bin);
  }

  private static <V> Map<String, V> merge(
      Map<String, V> mine, Map<String, V> theirs, BinaryOperator<V> sum) {
    Map<String, V> merged = new TreeMap<>(mine);
    theirs.forEach((key, value) -> merged.merge(key, value, sum));
    return Collections.unmodifiableMap(merged);
  }
}
