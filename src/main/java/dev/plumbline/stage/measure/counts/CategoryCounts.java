package dev.plumbline.stage.measure.counts;

import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import dev.plumbline.statistics.sketch.StableHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often a signal had each category; immutable. A commutative monoid under {@link #merge} with
 * {@link #NONE}, bounded without regard to order.
 *
 * <p>Up to {@link #MOST_NAMED} categories are counted by name. Of more, those with the smallest
 * hashes keep their names, and the rest is counted by hash: a bucket is all names whose hashes
 * begin with the same bits, as many bits as leave no more than {@link #MOST_BUCKETS} buckets. What
 * has no name in a part has none in the whole, and buckets are dyadic cells, so any order gives the
 * same. A count by name is exact, and so is a bucket's, but nobody can say which of its names it
 * is. Which names are the frequent ones is known at the end only, so they cannot be preferred.
 *
 * @param named counts by name, sorted; not negative
 * @param buckets counts by the hash's leading bits
 */
public record CategoryCounts(Map<String, Long> named, DyadicCounts buckets) {

  /** Names that are counted apart. */
  public static final int MOST_NAMED = CardinalityLimit.MOST_COUNTED;

  static final int MOST_BUCKETS = 256;

  public static final CategoryCounts NONE = new CategoryCounts(Map.of(), DyadicCounts.NONE);

  /** What is no category but a text, which must not be kept; and whatever others there are. */
  public static final String OTHER = GroupPolicy.OTHER;

  private static final int LONGEST = 64;

  private static final Comparator<String> BY_HASH =
      Comparator.comparingLong(CategoryCounts::hash).thenComparing(Comparator.naturalOrder());

  public CategoryCounts {
    named = Collections.unmodifiableMap(new TreeMap<>(named));
  }

  /** As few names as are kept, the rest in buckets. */
  public static CategoryCounts of(Map<String, Long> counts) {
    return bounded(new TreeMap<>(counts), DyadicCounts.NONE);
  }

  /** The category that a text counts as. */
  public static String category(String value) {
    return value.length() > LONGEST ? OTHER : GroupNames.nameOf(value);
  }

  CategoryCounts merge(CategoryCounts other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    Map<String, Long> sum = new TreeMap<>(named);
    other.named.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return bounded(sum, buckets.merge(other.buckets, MOST_BUCKETS));
  }

  public boolean isEmpty() {
    return named.isEmpty() && buckets.size() == 0;
  }

  public long total() {
    return named.values().stream().mapToLong(Long::longValue).sum() + buckets.total();
  }

  /**
   * This one as coarse as the other: a name that the other may have in a bucket goes into its
   * bucket here too, so that no name looks new or gone that only changed its place.
   */
  public CategoryCounts knownTo(CategoryCounts other) {
    long limit = Math.min(lastNamed(), other.lastNamed());
    Map<String, Long> kept = new TreeMap<>(named);
    DyadicCounts moved = removed(kept, limit);
    return new CategoryCounts(
        kept, buckets.plus(moved).on(Math.max(buckets.level(), other.buckets.level())));
  }

  private static CategoryCounts bounded(Map<String, Long> sum, DyadicCounts buckets) {
    if (sum.size() <= MOST_NAMED) {
      return new CategoryCounts(sum, buckets);
    }
    List<String> names = new ArrayList<>(sum.keySet());
    names.remove(OTHER); // takes no place
    if (names.size() <= MOST_NAMED) {
      return new CategoryCounts(sum, buckets);
    }
    names.sort(BY_HASH);
    DyadicCounts moved = removed(sum, hash(names.get(MOST_NAMED - 1)));
    return new CategoryCounts(sum, buckets.merge(moved, MOST_BUCKETS));
  }

  /** Takes the names beyond the limit out of the map. */
  private static DyadicCounts removed(Map<String, Long> names, long limit) {
    TreeMap<Long, Long> byHash = new TreeMap<>();
    names
        .entrySet()
        .removeIf(
            entry -> {
              long hash = hash(entry.getKey());
              boolean beyond = hash > limit && !entry.getKey().equals(OTHER);
              if (beyond) {
                byHash.merge(hash, entry.getValue(), Long::sum);
              }
              return beyond;
            });
    return DyadicCounts.of(
        0,
        byHash.keySet().stream().mapToLong(Long::longValue).toArray(),
        byHash.values().stream().mapToLong(Long::longValue).toArray());
  }

  /** Hashes up to this one have their names here. */
  private long lastNamed() {
    if (buckets.size() == 0) {
      return Long.MAX_VALUE;
    }
    return named.keySet().stream()
        .filter(name -> !name.equals(OTHER))
        .mapToLong(CategoryCounts::hash)
        .max()
        .orElse(-1);
  }

  /** Not negative, so that the buckets are in the hashes' order. */
  private static long hash(String name) {
    return StableHash.bits(name) >>> 1;
  }
}
