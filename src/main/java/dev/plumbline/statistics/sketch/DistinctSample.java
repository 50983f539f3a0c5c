package dev.plumbline.statistics.sketch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * How many different things were seen, from the smallest of their hashes: exact below {@link
 * #MOST}, beyond it the estimate (k - 1) / U of Bar-Yossef et al. ("Counting distinct elements in a
 * data stream", 2002; unbiased: Beyer et al., "On synopses for distinct-value estimation under
 * multiset operations", 2007), where U is the greatest hash kept as a fraction; its standard error
 * is 1 / sqrt(k - 2), 13 %. Two samples merge into that of the union, whatever the order.
 * Immutable; nobody changes the array.
 *
 * @param hashes unsigned, ascending, each once
 */
@SuppressWarnings("ArrayRecordComponent") // a list of boxed numbers is ten times as large
public record DistinctSample(int[] hashes) {

  /** Hashes kept. */
  public static final int MOST = 64;

  public static final DistinctSample NONE = new DistinctSample(new int[0]);

  private static final double RANGE = 0x1.0p32;

  /** Of any hashes, in any order. */
  public static DistinctSample of(int[] hashes) {
    int[] ordered = hashes.clone();
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] ^= Integer.MIN_VALUE; // the order of unsigned numbers
    }
    Arrays.sort(ordered);
    int kept = 0;
    for (int i = 0; i < ordered.length && kept < MOST; i++) {
      if (i == 0 || ordered[i] != ordered[i - 1]) {
        ordered[kept++] = ordered[i];
      }
    }
    int[] smallest = Arrays.copyOf(ordered, kept);
    for (int i = 0; i < kept; i++) {
      smallest[i] ^= Integer.MIN_VALUE;
    }
    return new DistinctSample(smallest);
  }

  /**
   * Of things that are all different and have no hashes: hashes are made up, evenly spread.
   *
   * @param seed others for another seed
   */
  public static DistinctSample ofDifferent(long number, long seed) {
    int kept = (int) Math.min(MOST, number);
    int[] hashes = new int[kept];
    double step = RANGE / number;
    for (int i = 0; i < kept; i++) {
      double within = (StableHash.mix(seed + i) >>> 11) * 0x1.0p-53;
      hashes[i] = (int) (long) ((i + within) * step);
    }
    return of(hashes);
  }

  public DistinctSample merge(DistinctSample other) {
    if (other.hashes.length == 0) {
      return this;
    }
    if (hashes.length == 0) {
      return other;
    }
    int[] all = Arrays.copyOf(hashes, hashes.length + other.hashes.length);
    System.arraycopy(other.hashes, 0, all, hashes.length, other.hashes.length);
    return of(all);
  }

  public boolean isEmpty() {
    return hashes.length == 0;
  }

  /** Whether {@link #estimate} is the number itself. */
  public boolean isExact() {
    return hashes.length < MOST;
  }

  /** How many different things there were. */
  public long estimate() {
    if (isExact()) {
      return hashes.length;
    }
    double greatest = (Integer.toUnsignedLong(hashes[MOST - 1]) + 1) / RANGE;
    return Math.round((MOST - 1) / greatest);
  }

  /** Big-endian, in Base64. */
  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * hashes.length);
    for (int hash : hashes) {
      bytes.putInt(hash);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /**
   * @throws IllegalArgumentException when the text is none of {@link #text}
   */
  public static DistinctSample parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    int[] hashes = new int[bytes.remaining() / Integer.BYTES];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = bytes.getInt();
    }
    DistinctSample sample = of(hashes);
    if (bytes.hasRemaining() || !Arrays.equals(sample.hashes, hashes)) {
      throw new IllegalArgumentException("no sample of different things");
    }
    return sample;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DistinctSample sample && Arrays.equals(hashes, sample.hashes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return "DistinctSample[" + estimate() + "]";
  }
}
