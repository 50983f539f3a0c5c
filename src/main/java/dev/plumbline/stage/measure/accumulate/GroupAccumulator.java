package dev.plumbline.stage.measure.accumulate;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.ResidualSums;
import dev.plumbline.fairness.metric.SubjectBuckets;
import dev.plumbline.fairness.metric.SubjectBuckets.Field;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.HistogramAccumulator;
import dev.plumbline.stage.measure.counts.LabelPair;
import dev.plumbline.stage.measure.counts.LabelPairs;
import dev.plumbline.stage.measure.counts.PaneExemplars;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.SignalValue;
import dev.plumbline.stage.measure.record.StoredPrediction;
import dev.plumbline.statistics.dyadic.DyadicAccumulator;
import java.util.HashMap;
import java.util.Map;

/** Adds up people in place: those of one group, or those that share all their groups. */
final class GroupAccumulator {

  private final DyadicAccumulator all = new DyadicAccumulator(GroupScores.MOST_CELLS);
  private final LabelledScores positives = new LabelledScores();
  private final LabelledScores negatives = new LabelledScores();

  /** True and predicted labels of those that have both. */
  private final Map<LabelPair, Long> pairs = new HashMap<>();

  /** Values by signal. */
  private final Map<String, HistogramAccumulator> signals = new HashMap<>();

  private final SubjectAccumulator subjects = new SubjectAccumulator();
  private PaneExemplars examples = PaneExemplars.NONE;
  private long sum;
  private long squares;
  private ResidualSums residuals = ResidualSums.NONE;
  private long requests;
  private long favourable;
  private long truePositives;
  private long falsePositives;
  private long trueNegatives;
  private long falseNegatives;
  private long correct;

  void add(Observation record) {
    long probability = record.probability();
    requests++;
    favourable += record.favourable() ? 1 : 0;
    subjects.add(record.person(), Field.REQUESTS, 1);
    subjects.add(record.person(), Field.FAVOURABLE, record.favourable() ? 1 : 0);
    if (probability != Observation.NO_PROBABILITY) {
      all.add(GroupScores.coordinate(probability));
      sum += probability;
      squares += probability * probability / GroupScores.BILLION;
    }
    for (SignalValue value : record.signals()) {
      signal(value.signal()).add(value.category(), value.coordinate());
    }
  }

  void add(GroupAccumulator other) {
    all.add(other.all.counts());
    positives.add(other.positives);
    negatives.add(other.negatives);
    other.pairs.forEach((pair, count) -> pairs.merge(pair, count, Long::sum));
    other.signals.forEach((name, values) -> signal(name).add(values));
    subjects.add(other.subjects);
    sum += other.sum;
    squares += other.squares;
    residuals = residuals.merge(other.residuals);
    requests += other.requests;
    favourable += other.favourable;
    truePositives += other.truePositives;
    falsePositives += other.falsePositives;
    trueNegatives += other.trueNegatives;
    falseNegatives += other.falseNegatives;
    correct += other.correct;
    examples = examples.merge(other.examples);
  }

  /**
   * @return whether the pair of labels is a new one
   */
  boolean label(StoredPrediction kept, String truth, boolean trulyFavourable, int sign) {
    correct += truth.equals(kept.label()) ? sign : 0;
    subjects.add(kept.person(), Field.CORRECT, truth.equals(kept.label()) ? sign : 0);
    subjects.add(kept.person(), field(kept.favourable(), trulyFavourable), sign);
    if (kept.favourable()) {
      truePositives += trulyFavourable ? sign : 0;
      falsePositives += trulyFavourable ? 0 : sign;
    } else {
      falseNegatives += trulyFavourable ? sign : 0;
      trueNegatives += trulyFavourable ? 0 : sign;
    }
    if (kept.probability() != Observation.NO_PROBABILITY) {
      long coordinate = GroupScores.coordinate(kept.probability());
      (trulyFavourable ? positives : negatives).add(coordinate, sign);
      residuals = residuals.plus(trulyFavourable, kept.probability(), sign);
    }
    int known = pairs.size();
    pairs.merge(pair(truth, kept.label()), (long) sign, Long::sum);
    return pairs.size() > known;
  }

  private static Field field(boolean favourable, boolean trulyFavourable) {
    if (favourable) {
      return trulyFavourable ? Field.TRUE_POSITIVES : Field.FALSE_POSITIVES;
    }
    return trulyFavourable ? Field.FALSE_NEGATIVES : Field.TRUE_NEGATIVES;
  }

  /** By names that no label can have in common with the others'. */
  private static LabelPair pair(String truth, String predicted) {
    return new LabelPair(GroupNames.nameOf(truth), GroupNames.nameOf(predicted));
  }

  void example(PaneExemplars.Kind kind, String requestId) {
    examples = examples.plus(kind, requestId);
  }

  /**
   * @param key {@code attribute=group}
   */
  GroupCounts counts(String key) {
    int end = key.indexOf('=');
    return new GroupCounts(
        key.substring(0, end),
        key.substring(end + 1),
        requests,
        favourable,
        truePositives + falsePositives + trueNegatives + falseNegatives,
        truePositives,
        falsePositives,
        trueNegatives,
        falseNegatives,
        correct);
  }

  LabelPairs pairs() {
    return pairs.isEmpty() ? LabelPairs.NONE : new LabelPairs(pairs);
  }

  SubjectBuckets subjects() {
    return subjects.buckets();
  }

  PaneExemplars examples() {
    return examples;
  }

  /** What each signal's records were, by signal. */
  Map<String, Histogram> distributions() {
    Map<String, Histogram> distributions = new HashMap<>();
    signals.forEach((name, values) -> distributions.put(name, values.histogram()));
    return distributions;
  }

  GroupScores scores() {
    return new GroupScores(
        all.counts(), positives.counts(), negatives.counts(), sum, squares, residuals);
  }

  private HistogramAccumulator signal(String name) {
    HistogramAccumulator known = signals.get(name);
    if (known == null) {
      known = new HistogramAccumulator();
      signals.put(name, known);
    }
    return known;
  }
}
