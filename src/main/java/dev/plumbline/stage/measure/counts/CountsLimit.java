package dev.plumbline.stage.measure.counts;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.SubjectBuckets;
import dev.plumbline.policy.group.GroupPolicy;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Keeps a pane's counts within bounds, whatever kinds anyone names: {@link CardinalityLimit} says
 * which groups and labels are told apart, and what is beyond counts as the attribute's others.
 */
final class CountsLimit {

  private CountsLimit() {}

  /** With no more kinds than counting tells apart. */
  static MeasureCounts capped(MeasureCounts counts) {
    Map<String, Long> labels = CardinalityLimit.capped(counts.labels());
    Map<String, Long> versions = CardinalityLimit.capped(counts.versions());
    Map<String, GroupCounts> joint = JointCells.capped(counts.joint());
    MeasureCounts fewer =
        labels == counts.labels()
                && versions == counts.versions()
                && counts.pairs().isEmpty()
                && joint == counts.joint()
            ? counts
            : new MeasureCounts(
                counts.groups(),
                counts.scores(),
                counts.signals(),
                labels,
                counts.indicators(),
                versions,
                counts.facts(),
                counts.examples(),
                capped(counts.pairs()),
                counts.subjects(),
                joint);
    return withFewCells(renamed(fewer, CardinalityLimit.beyondCounted(counts.groups())));
  }

  /** With at most {@link GroupPolicy#MOST_VALUES} groups an attribute, for readers. */
  static MeasureCounts bounded(MeasureCounts counts) {
    return renamed(counts, CardinalityLimit.beyondLargest(counts.groups()));
  }

  private static MeasureCounts withFewCells(MeasureCounts counts) {
    Map<String, Histogram> signals = counts.signals();
    if (signals.entrySet().stream().allMatch(signal -> few(signal.getKey(), signal.getValue()))) {
      return counts;
    }
    Map<String, Histogram> fewer = new TreeMap<>();
    signals.forEach((key, histogram) -> fewer.put(key, histogram.within(mostCells(key))));
    return new MeasureCounts(
        counts.groups(),
        counts.scores(),
        Collections.unmodifiableMap(fewer),
        counts.labels(),
        counts.indicators(),
        counts.versions(),
        counts.facts(),
        counts.examples(),
        counts.pairs(),
        counts.subjects(),
        counts.joint());
  }

  private static boolean few(String signalKey, Histogram histogram) {
    return histogram.numbers().size() <= mostCells(signalKey);
  }

  private static int mostCells(String signalKey) {
    return signalKey.endsWith(MeasureCounts.SIGNAL_END + MeasureCounts.EVERYONE)
        ? Histogram.MOST_CELLS
        : Histogram.MOST_CELLS_OF_GROUP;
  }

  private static Map<String, LabelPairs> capped(Map<String, LabelPairs> pairs) {
    Map<String, LabelPairs> capped = new TreeMap<>();
    pairs.forEach((key, of) -> capped.put(key, of.capped(mostLabels(key))));
    return Collections.unmodifiableMap(capped);
  }

  private static int mostLabels(String groupKey) {
    return groupKey.equals(MeasureCounts.EVERYONE)
        ? LabelPairs.MOST_LABELS_OF_EVERYONE
        : LabelPairs.MOST_LABELS;
  }

  /**
   * @param names the groups' keys that change, and what to
   */
  private static MeasureCounts renamed(MeasureCounts counts, Map<String, String> names) {
    if (names.isEmpty()) {
      return counts;
    }
    UnaryOperator<String> groupKey = key -> names.getOrDefault(key, key);
    Map<String, GroupCounts> groups = new TreeMap<>();
    counts
        .groups()
        .forEach(
            (key, g) -> {
              boolean stays = !names.containsKey(key);
              groups.merge(
                  groupKey.apply(key),
                  stays ? g : GroupCounts.none(g.attribute(), GroupPolicy.OTHER).merge(g),
                  GroupCounts::merge);
            });
    return new MeasureCounts(
        Collections.unmodifiableMap(groups),
        renamed(counts.scores(), groupKey, GroupScores::merge),
        renamed(counts.signals(), key -> renamedSignal(key, groupKey), Histogram::merge),
        counts.labels(),
        counts.indicators(),
        counts.versions(),
        counts.facts(),
        renamed(counts.examples(), groupKey, PaneExemplars::merge),
        capped(renamed(counts.pairs(), groupKey, LabelPairs::merge)),
        MeasureCounts.filled(renamed(counts.subjects(), groupKey, SubjectBuckets::merge)),
        counts.joint());
  }

  private static String renamedSignal(String key, UnaryOperator<String> groupKey) {
    int end = key.indexOf(MeasureCounts.SIGNAL_END);
    return MeasureCounts.signalKey(key.substring(0, end), groupKey.apply(key.substring(end + 1)));
  }

  private static <V> Map<String, V> renamed(
      Map<String, V> values, UnaryOperator<String> names, BinaryOperator<V> sum) {
    Map<String, V> renamed = new TreeMap<>();
    values.forEach((key, value) -> renamed.merge(names.apply(key), value, sum));
    return Collections.unmodifiableMap(renamed);
  }
}
