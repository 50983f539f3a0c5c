package dev.plumbline.stage.measure.counts;

import dev.plumbline.policy.GroupNames;
import dev.plumbline.policy.GroupPolicy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How often a signal had each value. A commutative monoid under {@link #merge} with {@link #EMPTY}:
 * whole numbers only, and bounded without regard to order, so any partitioning gives the same one.
 *
 * <p>A bin's first character says its kind: {@code #} a number's bin (see {@link NumericBins}),
 * {@code =} the name of a category (see {@link GroupNames}). Of the categories the first {@link
 * #MOST_CATEGORIES} by a fixed order of their names are counted apart, the rest are {@code
 * =*other}. Whatever is not among the first of a part is not among the first of the whole; hence
 * what is shown is exact, and merging in any order gives the same (see {@link CardinalityLimit}).
 *
 * @param bins counts by bin, sorted; not negative
 */
public record Histogram(Map<String, Long> bins) {

  public static final Histogram EMPTY = new Histogram(Map.of());

  /** Categories that are counted apart. */
  static final int MOST_CATEGORIES = CardinalityLimit.MOST_COUNTED;

  private static final char NUMBER = '#';
  private static final char CATEGORY = '=';

  /** Names of the places of {@link NumericBins#UNIT}: every record has one. */
  private static final List<String> UNITS =
      IntStream.range(0, NumericBins.UNITS).mapToObj(Histogram::name).toList();

  static final String OTHER = CATEGORY + GroupPolicy.OTHER;

  /** A longer value is no category but a text, which must not be kept. */
  private static final int LONGEST_CATEGORY = 64;

  public Histogram {
    bins = Collections.unmodifiableMap(new TreeMap<>(capped(bins)));
  }

  static Histogram of(String bin) {
    return new Histogram(Map.of(bin, 1L));
  }

  /** The bin of a number, from its place in {@link NumericBins}. */
  public static String number(int place) {
    return 0 <= place && place < UNITS.size() ? UNITS.get(place) : name(place);
  }

  private static String name(int place) {
    return NUMBER + Integer.toString(place);
  }

  public static String category(String value) {
    return value.length() > LONGEST_CATEGORY ? OTHER : named(GroupNames.nameOf(value));
  }

  /** The bin of what has a name already, such as a group. */
  public static String named(String name) {
    return CATEGORY + name;
  }

  public static boolean isNumber(String bin) {
    return bin.charAt(0) == NUMBER;
  }

  /** Inverse of {@link #number}. */
  public static int place(String bin) {
    return Integer.parseInt(bin.substring(1));
  }

  public Histogram merge(Histogram other) {
    if (bins.isEmpty()) {
      return other;
    }
    TreeMap<String, Long> merged = new TreeMap<>(bins);
    other.bins.forEach((bin, count) -> merged.merge(bin, count, Long::sum));
    return new Histogram(merged);
  }

  public long total() {
    return bins.values().stream().mapToLong(Long::longValue).sum();
  }

  public boolean hasCategories() {
    return bins.keySet().stream().anyMatch(bin -> !isNumber(bin));
  }

  /** The numbers alone; of a signal of mixed types the rest has no order. */
  public Histogram numbers() {
    TreeMap<String, Long> numbers = new TreeMap<>(bins);
    numbers.keySet().removeIf(bin -> !isNumber(bin));
    return new Histogram(numbers);
  }

  /**
   * The number at the rank, within {@link NumericBins#ERROR} for logarithmic bins.
   *
   * @param share in [0, 1]: 0.5 is the (lower) median
   * @throws IllegalStateException without numbers
   */
  public double quantile(double share, NumericBins scale) {
    TreeMap<Integer, Long> places = new TreeMap<>();
    numbers().bins.forEach((bin, count) -> places.put(place(bin), count));
    long total = places.values().stream().mapToLong(Long::longValue).sum();
    long above = (long) (share * (total - 1));
    for (Map.Entry<Integer, Long> entry : places.entrySet()) {
      above -= entry.getValue();
      if (above < 0) {
        return scale.value(entry.getKey());
      }
    }
    throw new IllegalStateException("there are no numbers");
  }

  /**
   * This one with the categories that the other may have among its others joined to the others: a
   * name that was counted apart on one side only must not look new.
   */
  public Histogram knownTo(Histogram other) {
    if (!other.bins.containsKey(OTHER)) {
      return this;
    }
    Map<String, Long> known = new TreeMap<>();
    bins.forEach(
        (bin, count) ->
            known.merge(
                isNumber(bin) || other.bins.containsKey(bin) ? bin : OTHER, count, Long::sum));
    return new Histogram(known);
  }

  private static Map<String, Long> capped(Map<String, Long> bins) {
    return bins.size() <= MOST_CATEGORIES ? bins : withCappedCategories(bins);
  }

  private static Map<String, Long> withCappedCategories(Map<String, Long> bins) {
    Map<String, Long> categories = new TreeMap<>(bins);
    categories.keySet().removeIf(Histogram::isNumber);
    Map<String, Long> capped = new TreeMap<>(CardinalityLimit.capped(categories, OTHER));
    bins.forEach(
        (bin, count) -> {
          if (isNumber(bin)) {
            capped.put(bin, count);
          }
        });
    return capped;
  }
}
