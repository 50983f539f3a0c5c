package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import java.util.HashMap;
import java.util.Map;

/** Adds up one group's people in place. */
final class GroupAccumulator {

  private final long[] all = new long[GroupScores.BINS];
  private final long[] positives = new long[GroupScores.BINS];
  private final long[] negatives = new long[GroupScores.BINS];
  private final long[] labelledSums = new long[GroupScores.DECILES];
  private final Map<String, Map<String, Long>> signals = new HashMap<>();
  private Examples examples = Examples.NONE;
  private long sum;
  private long squares;
  private long requests;
  private long favourable;
  private long truePositives;
  private long falsePositives;
  private long trueNegatives;
  private long falseNegatives;

  void add(Measured record) {
    long probability = record.probability();
    requests++;
    favourable += record.favourable() ? 1 : 0;
    all[GroupScores.bin(probability, GroupScores.BINS)]++;
    sum += probability;
    squares += probability * probability / GroupScores.BILLION;
    for (Map.Entry<String, String> signal : record.signals().entrySet()) {
      signals
          .computeIfAbsent(signal.getKey(), name -> new HashMap<>())
          .merge(signal.getValue(), 1L, Long::sum);
    }
  }

  void label(Kept kept, boolean trulyFavourable, int sign) {
    if (kept.favourable()) {
      truePositives += trulyFavourable ? sign : 0;
      falsePositives += trulyFavourable ? 0 : sign;
    } else {
      falseNegatives += trulyFavourable ? sign : 0;
      trueNegatives += trulyFavourable ? 0 : sign;
    }
    long p = kept.probability();
    long[] bins = trulyFavourable ? positives : negatives;
    bins[GroupScores.bin(p, GroupScores.BINS)] += sign;
    labelledSums[GroupScores.bin(p, GroupScores.DECILES)] += sign * p;
  }

  void example(Examples.Kind kind, String requestId) {
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
        falseNegatives);
  }

  Examples examples() {
    return examples;
  }

  /** Signal to bin to records. */
  Map<String, Map<String, Long>> signals() {
    return signals;
  }

  GroupScores scores() {
    return new GroupScores(
        Bins.of(all), Bins.of(positives), Bins.of(negatives), sum, squares, Bins.of(labelledSums));
  }
}
