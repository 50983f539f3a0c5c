package dev.plumbline.stage.measure.accumulate;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.SubjectBuckets;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.stage.measure.counts.CardinalityLimit;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.JointCells;
import dev.plumbline.stage.measure.counts.LabelPairs;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.NamedCount;
import dev.plumbline.stage.measure.counts.PaneExemplars;
import dev.plumbline.stage.measure.counts.WeightedSum;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.StoredPrediction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up contributions to one pane between two ticks, in place; {@link MeasureCounts} is its
 * result. People are added up by all their groups at once, which is one step a record, and told
 * apart by group when the result is taken.
 */
public final class PaneAccumulator {

  /** A flood of kinds is folded into bounded counts before it fills the memory. */
  private static final int MOST_CELLS = 8 * CardinalityLimit.MOST_COUNTED;

  private static final int MOST_PAIRS =
      8 * LabelPairs.MOST_LABELS_OF_EVERYONE * LabelPairs.MOST_LABELS;

  /** By the keys of all groups that those counted are in. */
  private final Map<List<String>, GroupAccumulator> cells = new HashMap<>();

  /** Pairs of labels in the cells. */
  private int pairs;

  private final Map<String, Long> labels = new HashMap<>();
  private final Map<String, WeightedSum> indicators = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, Long> facts = new HashMap<>();

  /** Requests to look at, whatever groups they are of, where a search looks at groups. */
  private final Map<String, PaneExemplars> samples = new HashMap<>();

  private MeasureCounts folded = MeasureCounts.EMPTY;
  private final JointCells joint;

  /** Where nothing is searched. */
  public PaneAccumulator() {
    this(JointCells.none());
  }

  /**
   * @param joint in which a search counts people too
   */
  public PaneAccumulator(JointCells joint) {
    this.joint = joint;
  }

  public void add(Observation record) {
    cell(record.groups()).add(record);
    labels.merge(GroupNames.nameOf(record.label()), 1L, Long::sum);
    versions.merge(GroupNames.nameOf(record.modelVersion()), 1L, Long::sum);
    for (NamedCount fact : record.facts()) {
      add(fact.name(), fact.value());
    }
    for (NamedCount f : record.indicators()) {
      indicators.merge(f.name(), WeightedSum.of(f.value(), record.risk()), WeightedSum::merge);
    }
    bound();
  }

  public void example(PaneExemplars.Kind kind, String requestId, List<String> keys) {
    cell(keys).example(kind, requestId);
    joint.example(kind, requestId, keys, samples);
    bound();
  }

  /**
   * @param sign -1 takes the label back; 0 counts nothing, but makes the groups known, as they are
   *     when the label came first and moved away
   */
  public void label(StoredPrediction kept, String truth, boolean trulyFavourable, int sign) {
    pairs += cell(kept.groups()).label(kept, truth, trulyFavourable, sign) ? 1 : 0;
    add(CounterNames.CORRECT, truth.equals(kept.label()) ? sign : 0);
    for (NamedCount loss : kept.losses()) {
      if (loss.name().equals(truth)) {
        add(CounterNames.LOG_LOSSES, sign);
        add(CounterNames.LOG_LOSS_SUM, sign * loss.value());
      }
    }
    bound();
  }

  public void add(String fact, long amount) {
    facts.merge(fact, amount, Long::sum);
  }

  public MeasureCounts toCounts() {
    Map<String, GroupCounts> people = new TreeMap<>();
    Map<String, GroupScores> scores = new TreeMap<>();
    Map<String, Histogram> distributions = new TreeMap<>();
    Map<String, PaneExemplars> examples = new TreeMap<>();
    Map<String, LabelPairs> pairsOf = new TreeMap<>();
    Map<String, SubjectBuckets> subjects = new TreeMap<>();
    groups()
        .forEach(
            (key, group) -> {
              people.put(key, group.counts(key));
              scores.put(key, group.scores());
              examples.put(key, group.examples());
              pairsOf.put(key, group.pairs());
              subjects.put(key, group.subjects());
              group
                  .distributions()
                  .forEach(
                      (signal, bins) ->
                          distributions.put(MeasureCounts.signalKey(signal, key), bins));
            });
    examples.remove(MeasureCounts.EVERYONE); // no alert is about one of everyone's decisions
    examples.values().removeIf(PaneExemplars.NONE::equals);
    examples.putAll(samples);
    pairsOf.values().removeIf(LabelPairs.NONE::equals);
    subjects.values().removeIf(SubjectBuckets::isEmpty);
    MeasureCounts added =
        new MeasureCounts(
            people,
            scores,
            distributions,
            new TreeMap<>(labels),
            new TreeMap<>(indicators),
            new TreeMap<>(versions),
            new TreeMap<>(facts),
            examples,
            pairsOf,
            subjects);
    Map<String, GroupCounts> joined = new TreeMap<>();
    cells.forEach((keys, cell) -> joint.add(keys, cell.counts(MeasureCounts.EVERYONE), joined));
    return folded.merge(added.withJoint(joined).capped());
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

  private void bound() {
    if (cells.size() > MOST_CELLS || pairs > MOST_PAIRS) {
      folded = toCounts();
      cells.clear();
      samples.clear();
      pairs = 0;
      labels.clear();
      indicators.clear();
      versions.clear();
      facts.clear();
    }
  }
}
