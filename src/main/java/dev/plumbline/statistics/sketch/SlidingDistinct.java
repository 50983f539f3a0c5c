package dev.plumbline.statistics.sketch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * How many different things were seen since any time: of each hash the newest time, and of all
 * hashes those that are among the smallest {@link DistinctSample#MOST} since some time. Those since
 * a given time are that time's {@link DistinctSample}, exactly. About MOST (1 + ln(n / MOST)) of n
 * hashes are kept: 700 of a million (the argument of Babcock, Datar and Motwani, "Sampling from a
 * moving window over streaming data", 2002). Immutable; nobody changes the arrays.
 *
 * @param hashes in order of time, then of the unsigned hash
 * @param times ascending, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // lists of boxed numbers are ten times as large
public record SlidingDistinct(int[] hashes, long[] times) {

  public static final SlidingDistinct NONE = new SlidingDistinct(new int[0], new long[0]);

  private record Seen(int hash, long time) {
    static final Comparator<Seen> NEWEST =
        Comparator.comparingLong((Seen seen) -> -seen.time())
            .thenComparing(Seen::hash, Integer::compareUnsigned);
  }

  /**
   * After one more sample.
   *
   * @param time not before the newest, epoch milliseconds
   */
  public SlidingDistinct after(long time, DistinctSample sample) {
    if (sample.isEmpty()) {
      return this;
    }
    Map<Integer, Long> newest = new HashMap<>();
    for (int i = 0; i < hashes.length; i++) {
      newest.put(hashes[i], times[i]);
    }
    for (int hash : sample.hashes()) {
      newest.merge(hash, time, Math::max);
    }
    return kept(newest);
  }

  /** Those that fewer than {@link DistinctSample#MOST} smaller ones were seen after. */
  private static SlidingDistinct kept(Map<Integer, Long> newest) {
    List<Seen> all = new ArrayList<>(newest.size());
    newest.forEach((hash, time) -> all.add(new Seen(hash, time)));
    all.sort(Seen.NEWEST);
    PriorityQueue<Integer> smallest =
        new PriorityQueue<>((a, b) -> Integer.compareUnsigned(b, a)); // the greatest first
    List<Seen> kept = new ArrayList<>();
    for (Seen seen : all) {
      if (smallest.size() < DistinctSample.MOST) {
        smallest.add(seen.hash());
        kept.add(seen);
      } else if (Integer.compareUnsigned(seen.hash(), smallest.element()) < 0) {
        smallest.poll();
        smallest.add(seen.hash());
        kept.add(seen);
      }
    }
    int[] hashes = new int[kept.size()];
    long[] times = new long[kept.size()];
    for (int i = 0; i < hashes.length; i++) {
      Seen seen = kept.get(hashes.length - 1 - i);
      hashes[i] = seen.hash();
      times[i] = seen.time();
    }
    return new SlidingDistinct(hashes, times);
  }

  /** What was seen at the time or later. */
  public DistinctSample since(long time) {
    int from = 0;
    while (from < times.length && times[from] < time) {
      from++;
    }
    return DistinctSample.of(Arrays.copyOfRange(hashes, from, hashes.length));
  }

  /** For a store, in Base64. */
  public String text() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream to = new DataOutputStream(bytes);
      for (int from = 0; from < hashes.length; ) {
        int end = from;
        while (end < times.length && times[end] == times[from]) {
          end++;
        }
        to.writeLong(times[from]);
        to.writeInt(end - from);
        for (; from < end; from++) {
          to.writeInt(hashes[from]);
        }
      }
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException when the text is none of {@link #text}
   */
  public static SlidingDistinct parse(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    int[] hashes = new int[bytes.length / Integer.BYTES];
    long[] times = new long[hashes.length];
    int size = 0;
    try (DataInputStream from = new DataInputStream(new ByteArrayInputStream(bytes))) {
      while (from.available() > 0) {
        long time = from.readLong();
        for (int left = from.readInt(); left > 0; left--) {
          hashes[size] = from.readInt();
          times[size++] = time;
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("no such sample", e);
    }
    return new SlidingDistinct(Arrays.copyOf(hashes, size), Arrays.copyOf(times, size));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlidingDistinct sample
        && Arrays.equals(hashes, sample.hashes)
        && Arrays.equals(times, sample.times);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return "SlidingDistinct[" + hashes.length + "]";
  }
}
