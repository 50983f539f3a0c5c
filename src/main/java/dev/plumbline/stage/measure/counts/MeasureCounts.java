package dev.plumbline.stage.measure.counts;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.SubjectBuckets;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * What a pane counts. A commutative monoid under {@link #merge} with {@link #EMPTY}; all whole
 * numbers, and {@link CardinalityLimit} bounds the groups, so that the order of merging never
 * shows. A delta may hold negative counts, where a corrected label takes an earlier one back.
 *
 * @param groups by {@code attribute=group}; everyone is {@code *=*}
 * @param scores the favourable probability by the same keys
 * @param signals what drift watches, by {@link #signalKey}
 * @param labels predictions by the name of the predicted label (see {@link GroupNames})
 * @param indicators the records' ethics indicators
 * @param versions predictions by the name of the model's version
 * @param examples of evidence only, by group, everyone has none; and by the keys of {@link
 *     JointCells#example}
 * @param facts further numbers by the names in {@link CounterNames}
 * @param pairs labelled requests by true and predicted label, by the groups' keys
 * @param subjects who comes back, by the groups' keys; not of evidence
 * @param joint of evidence only: people by the groups of all searched attributes at once, by the
 *     names of {@link JointCells}
 */
public record MeasureCounts(
    Map<String, GroupCounts> groups,
    Map<String, GroupScores> scores,
    Map<String, Histogram> signals,
    Map<String, Long> labels,
    Map<String, WeightedSum> indicators,
    Map<String, Long> versions,
    Map<String, Long> facts,
    Map<String, PaneExemplars> examples,
    Map<String, LabelPairs> pairs,
    Map<String, SubjectBuckets> subjects,
    Map<String, GroupCounts> joint) {

  public static final MeasureCounts EMPTY =
      new MeasureCounts(
          Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  /** The key of everyone. */
  public static final String EVERYONE = key(GroupCounts.ALL, GroupCounts.ALL);

  /** No signal's name holds it: policies are plain words. */
  static final char SIGNAL_END = '\u001f';

  /** Without pairs of labels and subjects. */
  public MeasureCounts(
      Map<String, GroupCounts> groups,
      Map<String, GroupScores> scores,
      Map<String, Histogram> signals,
      Map<String, Long> labels,
      Map<String, WeightedSum> indicators,
      Map<String, Long> versions,
      Map<String, Long> facts,
      Map<String, PaneExemplars> examples) {
    this(groups, scores, signals, labels, indicators, versions, facts, examples, Map.of());
  }

  /** Of groups and their scores alone. */
  public static MeasureCounts ofGroups(
      Map<String, GroupCounts> groups, Map<String, GroupScores> scores) {
    return new MeasureCounts(
        groups, scores, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  /** The same with people by the groups of all searched attributes at once. */
  public MeasureCounts withJoint(Map<String, GroupCounts> cells) {
    return new MeasureCounts(
        groups,
        scores,
        signals,
        labels,
        indicators,
        versions,
        facts,
        examples,
        pairs,
        subjects,
        JointCells.capped(cells));
  }

  /** Of further numbers alone. */
  public static MeasureCounts ofFacts(Map<String, Long> facts) {
    return new MeasureCounts(
        Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), facts, Map.of());
  }

  /** Where nothing is searched. */
  public MeasureCounts(
      Map<String, GroupCounts> groups,
      Map<String, GroupScores> scores,
      Map<String, Histogram> signals,
      Map<String, Long> labels,
      Map<String, WeightedSum> indicators,
      Map<String, Long> versions,
      Map<String, Long> facts,
      Map<String, PaneExemplars> examples,
      Map<String, LabelPairs> pairs,
      Map<String, SubjectBuckets> subjects) {
    this(
        groups,
        scores,
        signals,
        labels,
        indicators,
        versions,
        facts,
        examples,
        pairs,
        subjects,
        Map.of());
  }

  /** Without subjects. */
  public MeasureCounts(
      Map<String, GroupCounts> groups,
      Map<String, GroupScores> scores,
      Map<String, Histogram> signals,
      Map<String, Long> labels,
      Map<String, WeightedSum> indicators,
      Map<String, Long> versions,
      Map<String, Long> facts,
      Map<String, PaneExemplars> examples,
      Map<String, LabelPairs> pairs) {
    this(groups, scores, signals, labels, indicators, versions, facts, examples, pairs, Map.of());
  }

  public MeasureCounts merge(MeasureCounts other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    return new MeasureCounts(
            merge(groups, other.groups, GroupCounts::merge),
            merge(scores, other.scores, GroupScores::merge),
            merge(signals, other.signals, Histogram::merge),
            merge(labels, other.labels, Long::sum),
            merge(indicators, other.indicators, WeightedSum::merge),
            merge(versions, other.versions, Long::sum),
            merge(facts, other.facts, Long::sum),
            merge(examples, other.examples, PaneExemplars::merge),
            merge(pairs, other.pairs, LabelPairs::merge),
            filled(merge(subjects, other.subjects, SubjectBuckets::merge)),
            merge(joint, other.joint, GroupCounts::merge))
        .capped();
  }

  /** These counts with no more kinds than counting tells apart. */
  public MeasureCounts capped() {
    return CountsLimit.capped(this);
  }

  /** Whether nothing was counted: what is counted is in groups or facts too. */
  public boolean isEmpty() {
    return groups.isEmpty() && facts.isEmpty();
  }

  /** Only what evidence needs: groups, labels, indicators, versions, probes and examples. */
  public MeasureCounts evidence() {
    Map<String, Long> probes = new TreeMap<>(facts);
    probes.keySet().removeIf(name -> !CounterNames.isEvidence(name));
    return new MeasureCounts(
        groups,
        Map.of(),
        Map.of(),
        labels,
        indicators,
        versions,
        Collections.unmodifiableMap(probes),
        examples,
        Map.of(),
        Map.of(),
        joint);
  }

  /** Only what drift is measured against: shares of groups, and signals, the label's among them. */
  public MeasureCounts drift() {
    return new MeasureCounts(
        groups, Map.of(), signals, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  /** The same with another's numbers and sums of scores, for evidence about their means. */
  public MeasureCounts withScoreSums(MeasureCounts of) {
    Map<String, GroupScores> sums = new TreeMap<>();
    of.scores.forEach((key, each) -> sums.put(key, each.sums()));
    sums.values().removeIf(GroupScores::isNone);
    return new MeasureCounts(
        groups,
        Collections.unmodifiableMap(sums),
        signals,
        labels,
        indicators,
        versions,
        facts,
        examples,
        pairs,
        Map.of(),
        joint);
  }

  /** What takes the groups and scores of these away. */
  public MeasureCounts negated() {
    Map<String, GroupCounts> taken = new TreeMap<>();
    groups.forEach((key, g) -> taken.put(key, GroupCounts.none(g.attribute(), g.group()).minus(g)));
    Map<String, GroupScores> takenScores = new TreeMap<>();
    scores.forEach((key, each) -> takenScores.put(key, each.negated()));
    Map<String, GroupCounts> takenJoint = new TreeMap<>();
    joint.forEach(
        (key, g) -> takenJoint.put(key, GroupCounts.none(g.attribute(), g.group()).minus(g)));
    return ofGroups(taken, takenScores).withJoint(takenJoint);
  }

  /** Only what windows need. */
  public MeasureCounts withoutExamples() {
    return new MeasureCounts(
        groups, scores, signals, labels, indicators, versions, facts, Map.of(), pairs, subjects);
  }

  public GroupCounts everyone() {
    GroupCounts all = groups.get(EVERYONE);
    return all == null ? GroupCounts.none(GroupCounts.ALL, GroupCounts.ALL) : all;
  }

  /** The groups of one attribute or intersection, sorted by name. */
  public List<GroupCounts> groupsOf(String attribute) {
    return groups.values().stream().filter(g -> g.attribute().equals(attribute)).toList();
  }

  public GroupScores scores(String attribute, String group) {
    return scores.getOrDefault(key(attribute, group), GroupScores.NONE);
  }

  /** One group's labels; empty when it has none. */
  public LabelPairs pairs(String attribute, String group) {
    return pairs.getOrDefault(key(attribute, group), LabelPairs.NONE);
  }

  /** Who comes back in one group; empty when no subject is known. */
  public SubjectBuckets subjects(String attribute, String group) {
    return subjects.getOrDefault(key(attribute, group), SubjectBuckets.NONE);
  }

  /** What one signal's records were in one group; empty when nothing was seen. */
  public Histogram signal(String signal, String attribute, String group) {
    return signals.getOrDefault(signalKey(signal, key(attribute, group)), Histogram.EMPTY);
  }

  public long fact(String name) {
    return facts.getOrDefault(name, 0L);
  }

  /**
   * The version with most predictions, of those counted apart; of equals the first by name; empty
   * when there is none.
   */
  public String modelVersion() {
    return versions.entrySet().stream()
        .filter(entry -> entry.getValue() > 0 && !entry.getKey().equals(GroupPolicy.OTHER))
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(version -> GroupNames.valueOf(version.getKey()))
        .orElse("");
  }

  /** These counts with at most {@link GroupPolicy#MOST_VALUES} groups an attribute, for readers. */
  public MeasureCounts bounded() {
    return CountsLimit.bounded(this);
  }

  /** These counts without groups of which nothing is left after corrections. */
  public MeasureCounts withoutEmptyGroups() {
    if (groups.values().stream().noneMatch(MeasureCounts::isNone)
        && joint.values().stream().noneMatch(MeasureCounts::isNone)) {
      return this;
    }
    Map<String, GroupCounts> cells = new TreeMap<>(joint);
    cells.values().removeIf(MeasureCounts::isNone);
    Map<String, GroupCounts> left = new TreeMap<>(groups);
    left.values().removeIf(MeasureCounts::isNone);
    Map<String, GroupScores> scored = new TreeMap<>(scores);
    scored.keySet().retainAll(left.keySet());
    Map<String, PaneExemplars> shown = new TreeMap<>(examples);
    shown.keySet().removeIf(key -> !left.containsKey(key) && !JointCells.isSample(key));
    Map<String, LabelPairs> paired = new TreeMap<>(pairs);
    paired.keySet().retainAll(left.keySet());
    Map<String, SubjectBuckets> known = new TreeMap<>(subjects);
    known.keySet().retainAll(left.keySet());
    return new MeasureCounts(
        left, scored, signals, labels, indicators, versions, facts, shown, paired, known, cells);
  }

  public static String key(String attribute, String group) {
    return attribute + "=" + group;
  }

  public static String signalKey(String signal, String groupKey) {
    return signal + SIGNAL_END + groupKey;
  }

  private static boolean isNone(GroupCounts g) {
    return g.equals(GroupCounts.none(g.attribute(), g.group()));
  }

  /** Without those of which nothing is left, so that the order of merging never shows. */
  static Map<String, SubjectBuckets> filled(Map<String, SubjectBuckets> subjects) {
    if (subjects.values().stream().noneMatch(SubjectBuckets::isEmpty)) {
      return subjects;
    }
    Map<String, SubjectBuckets> filled = new TreeMap<>(subjects);
    filled.values().removeIf(SubjectBuckets::isEmpty);
    return Collections.unmodifiableMap(filled);
  }

  private static <V> Map<String, V> merge(
      Map<String, V> mine, Map<String, V> theirs, BinaryOperator<V> sum) {
    if (theirs.isEmpty()) {
      return mine;
    }
    Map<String, V> merged = new TreeMap<>(mine);
    theirs.forEach((key, value) -> merged.merge(key, value, sum));
    return Collections.unmodifiableMap(merged);
  }
}
