package dev.plumbline.stage.measure.counts;

import dev.plumbline.statistics.dyadic.DyadicCounts;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.util.Map;

/**
 * How often a signal had each value: its numbers in cells that adapt to where they lie, its
 * categories by name. A commutative monoid under {@link #merge} with {@link #EMPTY}: any
 * partitioning of the records and any order give the same one, bit for bit.
 *
 * @param numbers by coordinate on the signal's {@link ValueScale}
 */
public record Histogram(DyadicCounts numbers, CategoryCounts categories) {

  public static final Histogram EMPTY = new Histogram(DyadicCounts.NONE, CategoryCounts.NONE);

  /** Occupied cells of everyone's numbers, and of a reference's. */
  public static final int MOST_CELLS = 1_024;

  /** Of one group's: there are many groups, and a pane is rewritten for every delta. */
  public static final int MOST_CELLS_OF_GROUP = 128;

  public static Histogram ofNumbers(DyadicCounts numbers) {
    return new Histogram(numbers, CategoryCounts.NONE);
  }

  public static Histogram ofCategories(Map<String, Long> counts) {
    return new Histogram(DyadicCounts.NONE, CategoryCounts.of(counts));
  }

  public Histogram merge(Histogram other) {
    return new Histogram(
        numbers.merge(other.numbers, MOST_CELLS), categories.merge(other.categories));
  }

  /** With at most so many cells of numbers. */
  Histogram within(int most) {
    return numbers.size() <= most ? this : new Histogram(numbers.within(most), categories);
  }

  public long total() {
    return numbers.total() + categories.total();
  }

  public boolean hasCategories() {
    return !categories.isEmpty();
  }

  /** The numbers alone; of a signal of mixed types the rest has no order. */
  public Histogram onlyNumbers() {
    return ofNumbers(numbers);
  }

  /** The categories alone. */
  public Histogram onlyCategories() {
    return new Histogram(DyadicCounts.NONE, categories);
  }
}
