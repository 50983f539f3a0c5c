package dev.plumbline.stage.measure.counts;

import dev.plumbline.event.measure.ConfusionCounts;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One group's labelled requests by true and predicted label; immutable, a commutative monoid under
 * {@link #merge} with {@link #NONE}. A pair of which nothing is left after corrections is gone.
 * Labels beyond a bound are {@link GroupPolicy#OTHER}: which ones is a matter of their names alone,
 * as {@link CardinalityLimit} explains. Only a label that was put there and is taken back once
 * fewer are left may remain there.
 */
public record LabelPairs(Map<LabelPair, Long> counts) {

  /** Labels of one group that are counted apart and published. */
  public static final int MOST_LABELS = 32;

  /** Of everyone, for figures that need each label. */
  public static final int MOST_LABELS_OF_EVERYONE = 128;

  public static final LabelPairs NONE = new LabelPairs(Map.of());

  public LabelPairs {
    Map<LabelPair, Long> left = new TreeMap<>(counts);
    left.values().removeIf(count -> count == 0);
    counts = Collections.unmodifiableMap(left);
  }

  LabelPairs merge(LabelPairs other) {
    Map<LabelPair, Long> sum = new TreeMap<>(counts);
    other.counts.forEach((pair, count) -> sum.merge(pair, count, Long::sum));
    return new LabelPairs(sum);
  }

  /** At most so many labels, and the others; itself when it holds no more. */
  LabelPairs capped(int most) {
    Set<String> labels = labels();
    labels.remove(GroupPolicy.OTHER);
    if (labels.size() <= most) {
      return this;
    }
    Set<String> kept = new HashSet<>(CardinalityLimit.first(labels, most));
    UnaryOperator<String> name = label -> kept.contains(label) ? label : GroupPolicy.OTHER;
    Map<LabelPair, Long> capped = new TreeMap<>();
    counts.forEach(
        (pair, count) ->
            capped.merge(
                new LabelPair(name.apply(pair.truth()), name.apply(pair.predicted())),
                count,
                Long::sum));
    return new LabelPairs(capped);
  }

  /** True and predicted ones. */
  private SortedSet<String> labels() {
    SortedSet<String> labels = new TreeSet<>();
    for (LabelPair pair : counts.keySet()) {
      labels.add(pair.truth());
      labels.add(pair.predicted());
    }
    return labels;
  }

  /**
   * Mean over the labels, each weighing the same, of F1 = 2 TP / (2 TP + FP + FN); labels that were
   * neither true nor predicted do not count (Sokolova and Lapalme 2009; scikit-learn's {@code
   * f1_score} with {@code average="macro"}). NaN without requests, or when labels are together
   * under {@link GroupPolicy#OTHER}, whose own figures nobody knows.
   */
  public double macroF1() {
    SortedSet<String> labels = labels();
    if (labels.contains(GroupPolicy.OTHER)) {
      return Double.NaN;
    }
    Map<String, Long> hits = new TreeMap<>();
    Map<String, Long> places = new TreeMap<>(); // TP twice, FP and FN once
    counts.forEach(
        (pair, count) -> {
          places.merge(pair.truth(), count, Long::sum);
          places.merge(pair.predicted(), count, Long::sum);
          hits.merge(pair.truth(), pair.truth().equals(pair.predicted()) ? count : 0, Long::sum);
        });
    double sum = 0;
    for (String label : labels) {
      sum += 2.0 * hits.getOrDefault(label, 0L) / places.getOrDefault(label, 0L);
    }
    return sum / labels.size();
  }

  /** For readers: at most {@link #MOST_LABELS} labels and the others. */
  public ConfusionCounts confusions(String attribute, String group) {
    LabelPairs shown = capped(MOST_LABELS);
    List<String> labels = List.copyOf(shown.labels());
    List<List<Long>> rows = new ArrayList<>();
    for (String truth : labels) {
      List<Long> row = new ArrayList<>();
      for (String predicted : labels) {
        row.add(Math.max(0, shown.counts.getOrDefault(new LabelPair(truth, predicted), 0L)));
      }
      rows.add(row);
    }
    return new ConfusionCounts(attribute, group, labels, rows);
  }

  void pack(VarintWriter to) {
    List<String> labels = List.copyOf(labels());
    to.number(labels.size());
    labels.forEach(to::text);
    to.number(counts.size());
    counts.forEach(
        (pair, count) ->
            to.number(Collections.binarySearch(labels, pair.truth()))
                .number(Collections.binarySearch(labels, pair.predicted()))
                .number(count));
  }

  static LabelPairs unpack(VarintReader from) {
    List<String> labels = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      labels.add(from.text());
    }
    Map<LabelPair, Long> counts = new TreeMap<>();
    for (long left = from.number(); left > 0; left--) {
      String truth = labels.get((int) from.number());
      String predicted = labels.get((int) from.number());
      counts.put(new LabelPair(truth, predicted), from.number());
    }
    return new LabelPairs(counts);
  }
}
