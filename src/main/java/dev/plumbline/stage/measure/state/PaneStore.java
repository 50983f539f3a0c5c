package dev.plumbline.stage.measure.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store of one model's values by time, in order of time. */
public record PaneStore<V>(KeyValueStore<String, V> store, String model) {

  private static final long FAR = 1L << 61;
  private static final int DIGITS = 20;

  public @Nullable V get(long start) {
    return store.get(key(start));
  }

  public void put(long start, V value) {
    store.put(key(start), value);
  }

  public void delete(long start) {
    store.delete(key(start));
  }

  public void merge(long start, V value, BiFunction<V, V, V> sum) {
    V before = get(start);
    put(start, before == null ? value : sum.apply(before, value));
  }

  /** Values of {@code [from, to)}, earliest first. */
  public List<KeyValue<Long, V>> between(long from, long to) {
    return between(from, to, Integer.MAX_VALUE);
  }

  /** The earliest values of {@code [from, to)}, at most so many. */
  public List<KeyValue<Long, V>> between(long from, long to, int most) {
    List<KeyValue<Long, V>> found = new ArrayList<>();
    if (from >= to) {
      return found;
    }
    try (KeyValueIterator<String, V> entries = store.range(key(from), key(to - 1))) {
      while (entries.hasNext() && found.size() < most) {
        KeyValue<String, V> entry = entries.next();
        found.add(KeyValue.pair(time(entry.key), entry.value));
      }
    }
    return found;
  }

  /** Start of the newest; smallest of all numbers when there is none. */
  public long newest() {
    try (KeyValueIterator<String, V> entries =
        store.reverseRange(key(Long.MIN_VALUE), key(Long.MAX_VALUE))) {
      return entries.hasNext() ? time(entries.peekNextKey()) : Long.MIN_VALUE;
    }
  }

  private String key(long start) {
    return model + "|" + padded(start);
  }

  /** The {@link #shifted} time as keys hold it: texts sort as the times do. */
  public static String padded(long time) {
    return padded(shifted(time), DIGITS);
  }

  /** With zeros before it; a formatter would cost more than the look-up. */
  public static String padded(long number, int digits) {
    String text = Long.toString(number);
    return "0".repeat(digits - text.length()) + text;
  }

  /** Never negative, so that times before 1970 sort before those after. */
  private static long shifted(long time) {
    return Math.max(-FAR, Math.min(FAR, time)) + FAR;
  }

  /** The time that was {@link #shifted}. */
  public static long unshifted(long shifted) {
    return shifted - FAR;
  }

  private static long time(String key) {
    return unshifted(Long.parseLong(key.substring(key.lastIndexOf('|') + 1)));
  }
}
