package dev.plumbline.stage.measure.accumulate;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.stage.measure.counts.BinCounts;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.LabelPair;
import dev.plumbline.stage.measure.counts.LabelPairs;
import dev.plumbline.stage.measure.counts.PaneExemplars;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.SignalBin;
import dev.plumbline.stage.measure.record.StoredPrediction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up people in place: those of one group, or those that share all their groups. */
final class GroupAccumulator {

  private static final class Labelled {
    private final long[] positives = new long[GroupScores.BINS];
    private final long[] negatives = new long[GroupScores.BINS];
    private final long[] sums = new long[GroupScores.DECILES];
    private final Map<LabelPair, Long> pairs = new HashMap<>();
  }

  private final long[] all = new long[GroupScores.BINS];

  /** Records by the pane's {@link SignalPlaces}. */
  private long[] signals = {};

  /** Only where there are labels: most that is added up are predictions. */
  private @Nullable Labelled labelled;

  private PaneExemplars examples = PaneExemplars.NONE;
  private long sum;
  private long squares;
  private long requests;
  private long favourable;
  private long truePositives;
  private long falsePositives;
  private long trueNegatives;
  private long falseNegatives;
  private long correct;

  void add(Observation record, SignalPlaces places) {
    long probability = record.probability();
    requests++;
    favourable += record.favourable() ? 1 : 0;
    all[GroupScores.bin(probability, GroupScores.BINS)]++;
    sum += probability;
    squares += probability * probability / GroupScores.BILLION;
    for (SignalBin signal : record.signals()) {
      int place = places.placeOf(signal);
      reach(place + 1);
      signals[place]++;
    }
  }

  void add(GroupAccumulator other) {
    add(all, other.all);
    if (other.labelled != null) {
      Labelled mine = labelled();
      add(mine.positives, other.labelled.positives);
      add(mine.negatives, other.labelled.negatives);
      add(mine.sums, other.labelled.sums);
      other.labelled.pairs.forEach((pair, count) -> mine.pairs.merge(pair, count, Long::sum));
    }
    reach(other.signals.length);
    add(signals, other.signals);
    sum += other.sum;
    squares += other.squares;
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
    if (kept.favourable()) {
      truePositives += trulyFavourable ? sign : 0;
      falsePositives += trulyFavourable ? 0 : sign;
    } else {
      falseNegatives += trulyFavourable ? sign : 0;
      trueNegatives += trulyFavourable ? 0 : sign;
    }
    long p = kept.probability();
    Labelled mine = labelled();
    long[] bins = trulyFavourable ? mine.positives : mine.negatives;
    bins[GroupScores.bin(p, GroupScores.BINS)] += sign;
    mine.sums[GroupScores.bin(p, GroupScores.DECILES)] += sign * p;
    int pairs = mine.pairs.size();
    mine.pairs.merge(new LabelPair(truth, kept.label()), (long) sign, Long::sum);
    return mine.pairs.size() > pairs;
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
    return labelled == null ? LabelPairs.NONE : new LabelPairs(labelled.pairs);
  }

  PaneExemplars examples() {
    return examples;
  }

  /** What each signal's records were, by signal. */
  Map<String, Histogram> distributions(SignalPlaces places) {
    Map<String, Map<String, Long>> bins = new HashMap<>();
    for (int place = 0; place < signals.length; place++) {
      if (signals[place] > 0) {
        SignalBin signal = places.bin(place);
        bins.computeIfAbsent(signal.signal(), name -> new TreeMap<>())
            .put(signal.bin(), signals[place]);
      }
    }
    Map<String, Histogram> distributions = new HashMap<>();
    bins.forEach((signal, counts) -> distributions.put(signal, new Histogram(counts)));
    return distributions;
  }

  GroupScores scores() {
    Labelled mine = labelled == null ? new Labelled() : labelled;
    return new GroupScores(
        BinCounts.of(all),
        BinCounts.of(mine.positives),
        BinCounts.of(mine.negatives),
        sum,
        squares,
        BinCounts.of(mine.sums));
  }

  private Labelled labelled() {
    if (labelled == null) {
      labelled = new Labelled();
    }
    return labelled;
  }

  private void reach(int places) {
    if (places > signals.length) {
      signals = Arrays.copyOf(signals, Math.max(places, 2 * signals.length));
    }
  }

  private static void add(long[] to, long[] counts) {
    for (int i = 0; i < counts.length; i++) {
      to[i] += counts[i];
    }
  }
}
