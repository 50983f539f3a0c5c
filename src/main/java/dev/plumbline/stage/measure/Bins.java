package dev.plumbline.stage.measure;

import java.util.Arrays;

/**
 * Whole-number counts of a fixed number of bins; immutable. A commutative monoid under {@link
 * #merge} among bins of the same number.
 */
final class Bins {

  private final long[] counts;

  private Bins(long[] counts) {
    this.counts = counts;
  }

  static Bins none(int size) {
    return new Bins(new long[size]);
  }

  static Bins of(long... counts) {
    return new Bins(counts.clone());
  }

  int size() {
    return counts.length;
  }

  long get(int bin) {
    return counts[bin];
  }

  long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  Bins merge(Bins other) {
    if (other.counts.length != counts.length) {
      throw new IllegalArgumentException("bins of different sizes");
    }
    long[] sum = counts.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.counts[i];
    }
    return new Bins(sum);
  }

  long[] toArray() {
    return counts.clone();
  }

  void pack(Packer to) {
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

  static Bins unpack(Unpacker from, int size) {
    long[] counts = new long[size];
    for (long left = from.number(); left > 0; left--) {
      counts[(int) from.number()] = from.number();
    }
    return new Bins(counts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bins bins && Arrays.equals(counts, bins.counts);
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
