package dev.plumbline.stage.measure.counts;

import dev.plumbline.statistics.dyadic.DyadicCounts;
import java.util.Map;
import java.util.TreeMap;

/**
 * A histogram as counts by text, for files: {@code #LEVEL:CELL} a cell of numbers, {@code =NAME} a
 * category, {@code ~LEVEL:CELL} a bucket of categories.
 */
public final class HistogramBins {

  private static final char NUMBER = '#';
  private static final char CATEGORY = '=';
  private static final char BUCKET = '~';

  private HistogramBins() {}

  public static Map<String, Long> of(Histogram histogram) {
    Map<String, Long> bins = new TreeMap<>();
    put(bins, NUMBER, histogram.numbers());
    put(bins, BUCKET, histogram.categories().buckets());
    histogram.categories().named().forEach((name, count) -> bins.put(CATEGORY + name, count));
    return bins;
  }

  /**
   * @param bins as {@link #of} makes them; cells of different levels are joined on the coarsest
   * @throws IllegalArgumentException when a bin is none
   */
  public static Histogram histogram(Map<String, Long> bins) {
    DyadicCounts numbers = DyadicCounts.NONE;
    DyadicCounts buckets = DyadicCounts.NONE;
    Map<String, Long> named = new TreeMap<>();
    for (Map.Entry<String, Long> entry : bins.entrySet()) {
      String bin = entry.getKey();
      switch (bin.isEmpty() ? ' ' : bin.charAt(0)) {
        case NUMBER -> numbers = numbers.plus(cell(bin, entry.getValue()));
        case BUCKET -> buckets = buckets.plus(cell(bin, entry.getValue()));
        case CATEGORY -> named.put(bin.substring(1), entry.getValue());
        default -> throw new IllegalArgumentException("no bin: " + bin);
      }
    }
    return new Histogram(numbers, new CategoryCounts(named, buckets));
  }

  private static void put(Map<String, Long> bins, char kind, DyadicCounts counts) {
    for (int i = 0; i < counts.size(); i++) {
      bins.put(kind + "" + counts.level() + ":" + counts.cell(i), counts.count(i));
    }
  }

  private static DyadicCounts cell(String bin, long count) {
    int end = bin.indexOf(':');
    return DyadicCounts.of(
        Integer.parseInt(bin.substring(1, end)),
        new long[] {Long.parseLong(bin.substring(end + 1))},
        new long[] {count});
  }
}
