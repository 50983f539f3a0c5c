package dev.plumbline.stage.retrain.train.tune;

import dev.plumbline.statistics.sketch.StableHash;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What is learned from.
 *
 * @param texts n
 * @param labels n indices of labels
 * @param weights n, mean 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TuningSet(List<String> texts, int[] labels, double[] weights) {

  public TuningSet {
    texts = List.copyOf(texts);
    if (texts.size() != labels.length || texts.size() != weights.length) {
      throw new IllegalArgumentException(
          "%d texts with %d labels and %d weights"
              .formatted(texts.size(), labels.length, weights.length));
    }
  }

  int size() {
    return labels.length;
  }

  /** The texts whose hash falls into a share of all; equal texts are together. */
  TuningSet part(double share, long seed) {
    return where(i -> StableHash.seededFraction(texts.get(i), seed) < share);
  }

  /** All others. */
  TuningSet rest(double share, long seed) {
    return where(i -> StableHash.seededFraction(texts.get(i), seed) >= share);
  }

  private TuningSet where(IntPredicate kept) {
    return of(IntStream.range(0, size()).filter(kept).toArray());
  }

  /** The examples at these places, in this order. */
  TuningSet of(int... places) {
    return new TuningSet(
        IntStream.of(places).mapToObj(texts::get).toList(),
        IntStream.of(places).map(i -> labels[i]).toArray(),
        IntStream.of(places).mapToDouble(i -> weights[i]).toArray());
  }
}
