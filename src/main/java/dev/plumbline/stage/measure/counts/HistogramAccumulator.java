package dev.plumbline.stage.measure.counts;

import dev.plumbline.statistics.dyadic.DyadicAccumulator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up one signal's values in place; the result is a {@link Histogram}. */
public final class HistogramAccumulator {

  /** A flood of names is folded into bounded counts before it fills the memory. */
  private static final int MOST_NAMES = 4 * CategoryCounts.MOST_NAMED;

  private final DyadicAccumulator numbers = new DyadicAccumulator(Histogram.MOST_CELLS);
  private final Map<String, Long> names = new HashMap<>();
  private CategoryCounts folded = CategoryCounts.NONE;

  /**
   * @param category null for a number
   * @param coordinate of a number on its signal's scale
   */
  public void add(@Nullable String category, long coordinate) {
    if (category == null) {
      numbers.add(coordinate);
      return;
    }
    names.merge(category, 1L, Long::sum);
    if (names.size() > MOST_NAMES) {
      fold();
    }
  }

  public void add(HistogramAccumulator other) {
    numbers.add(other.numbers.counts());
    folded = folded.merge(other.folded);
    other.names.forEach((name, count) -> names.merge(name, count, Long::sum));
    if (names.size() > MOST_NAMES) {
      fold();
    }
  }

  public Histogram histogram() {
    fold();
    return new Histogram(numbers.counts(), folded);
  }

  private void fold() {
    if (!names.isEmpty()) {
      folded = folded.merge(CategoryCounts.of(names));
      names.clear();
    }
  }
}
