package dev.plumbline.stage.measure.counts;

import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.util.Arrays;

/**
 * Whole-number counts of a fixed number of bins; immutable. A commutative monoid under {@link
 * #merge} among bins of the same number.
 */
public final class BinCounts {

  private final long[] counts;

  private BinCounts(long[] counts) {
    this.counts = counts;
  }

  static BinCounts none(int size) {
    return new BinCounts(new long[size]);
  }

  public static BinCounts of(long... counts) {
    return new BinCounts(counts.clone());
  }

  int size() {
    return counts.length;
  }

  long get(int bin) {
    return counts[bin];
  }

  public long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  BinCounts merge(BinCounts other) {
    if (other.counts.length != counts.length) {
      throw new IllegalArgumentException("bins of different sizes");
    }
    long[] sum = counts.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.counts[i];
    }
    return new BinCounts(sum);
  }

  public long[] toArray() {
    return counts.clone();
  }

  void pack(VarintWriter to) {
    int used = 0;
    for (long count : counts) {
      used += count == 0 ? 0 : 1;
    }
    to.number(used);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        to.number(i).number(counts[i]);
      }
    }
  }

  static BinCounts unpack(VarintReader from, int size) {
    long[] counts = new long[size];
    for (long left = from.number(); left > 0; left--) {
      counts[(int) from.number()] = from.number();
    }
    return new BinCounts(counts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinCounts bins && Arrays.equals(counts, bins.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return Arrays.toString(counts);
  }
}
