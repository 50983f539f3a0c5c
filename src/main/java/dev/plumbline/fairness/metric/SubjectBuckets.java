package dev.plumbline.fairness.metric;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.ClusteredRate;
import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * One group's requests whose subject is known, counted by a bucket that a hash puts the subject in:
 * all that a window keeps of who comes back. A commutative monoid under {@link #merge} with {@link
 * #NONE}, bounded and without names. What is in no bucket has no known subject.
 *
 * <p>Immutable; sparse, and sorted by bucket. A bucket of which nothing is left after corrections
 * is left out.
 */
public final class SubjectBuckets {

  /** So few that they cost little, so many that Student's quantile is nearly the normal one. */
  public static final int BUCKETS = 64;

  private static final int SHIFT = Long.SIZE - 6;

  /** What a bucket counts, in the order in which it is kept. */
  public enum Field {
    REQUESTS(0),
    FAVOURABLE(1),
    TRUE_POSITIVES(2),
    FALSE_POSITIVES(3),
    TRUE_NEGATIVES(4),
    FALSE_NEGATIVES(5),
    CORRECT(6);

    /** How many there are. */
    public static final int NUMBER = 7;

    private final int place;

    Field(int place) {
      this.place = place;
    }

    /** Where a table of {@link SubjectBuckets#of} has it. */
    public int in(int bucket) {
      return bucket * NUMBER + place;
    }
  }

  public static final SubjectBuckets NONE = new SubjectBuckets(new int[0], new long[0]);

  private final int[] buckets;
  private final long[] counts;

  private SubjectBuckets(int[] buckets, long[] counts) {
    this.buckets = buckets;
    this.counts = counts;
  }

  /**
   * @param table {@link Field#NUMBER} counts of each of the {@link #BUCKETS}
   */
  public static SubjectBuckets of(long[] table) {
    int[] buckets = new int[BUCKETS];
    long[] counts = new long[BUCKETS * Field.NUMBER];
    int size = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      int from = bucket * Field.NUMBER;
      if (any(table, from)) {
        System.arraycopy(table, from, counts, size * Field.NUMBER, Field.NUMBER);
        buckets[size++] = bucket;
      }
    }
    return size == 0
        ? NONE
        : new SubjectBuckets(
            Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size * Field.NUMBER));
  }

  private static boolean any(long[] table, int from) {
    for (int field = 0; field < Field.NUMBER; field++) {
      if (table[from + field] != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param person hash of the subject, all of whose upper bits are good
   */
  public static int bucket(long person) {
    return (int) (person >>> SHIFT);
  }

  public SubjectBuckets merge(SubjectBuckets other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    long[] table = new long[BUCKETS * Field.NUMBER];
    addTo(table);
    other.addTo(table);
    return of(table);
  }

  private void addTo(long[] table) {
    for (int place = 0; place < buckets.length; place++) {
      for (int field = 0; field < Field.NUMBER; field++) {
        table[buckets[place] * Field.NUMBER + field] += counts[place * Field.NUMBER + field];
      }
    }
  }

  public boolean isEmpty() {
    return buckets.length == 0;
  }

  /** Buckets with anything in them. */
  public int size() {
    return buckets.length;
  }

  public int bucketAt(int place) {
    return buckets[place];
  }

  public long count(int place, Field field) {
    return counts[field.in(place)];
  }

  /** How many of what is counted have a known subject. */
  public long total(ToLongFunction<GroupCounts> count) {
    return Arrays.stream(sizes(count)).sum();
  }

  /** What is counted, by bucket. */
  long[] sizes(ToLongFunction<GroupCounts> count) {
    long[] sizes = new long[BUCKETS];
    for (int place = 0; place < buckets.length; place++) {
      sizes[buckets[place]] = count.applyAsLong(at(place));
    }
    return sizes;
  }

  /**
   * @param all counts of the whole group, subjects known or not
   */
  public ClusteredRate rate(GroupRate rate, GroupCounts all) {
    return new ClusteredRate(
        sizes(rate.successes()),
        sizes(rate.trials()),
        new BinomialProportion(rate.successes().applyAsLong(all), rate.trials().applyAsLong(all)));
  }

  private GroupCounts at(int place) {
    long truePositives = count(place, Field.TRUE_POSITIVES);
    long falsePositives = count(place, Field.FALSE_POSITIVES);
    long trueNegatives = count(place, Field.TRUE_NEGATIVES);
    long falseNegatives = count(place, Field.FALSE_NEGATIVES);
    return new GroupCounts(
        GroupCounts.ALL,
        GroupCounts.ALL,
        count(place, Field.REQUESTS),
        count(place, Field.FAVOURABLE),
        truePositives + falsePositives + trueNegatives + falseNegatives,
        truePositives,
        falsePositives,
        trueNegatives,
        falseNegatives,
        count(place, Field.CORRECT));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SubjectBuckets that
        && Arrays.equals(buckets, that.buckets)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(buckets) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "SubjectBuckets" + Arrays.toString(buckets) + Arrays.toString(counts);
  }
}
