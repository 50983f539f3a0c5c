package dev.plumbline.stage.measure.counts;

import dev.plumbline.statistics.dyadic.DyadicAccumulator;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Distributions of the tests. */
public final class HistogramFixtures {

  private HistogramFixtures() {}

  /** Values one by one. */
  public static Histogram of(ValueScale scale, DoubleStream values) {
    DyadicAccumulator adding = new DyadicAccumulator(Histogram.MOST_CELLS);
    values.mapToLong(scale::coordinate).forEach(adding::add);
    return Histogram.ofNumbers(adding.counts());
  }

  /** Counts by value; some may be 0. */
  public static Histogram of(ValueScale scale, Map<Double, Long> counts) {
    DyadicCounts sum = DyadicCounts.NONE;
    for (Map.Entry<Double, Long> entry : counts.entrySet()) {
      sum =
          sum.plus(
              DyadicCounts.of(
                  0, new long[] {scale.coordinate(entry.getKey())}, new long[] {entry.getValue()}));
    }
    return Histogram.ofNumbers(sum);
  }

  public static Histogram real(Map<Double, Long> counts) {
    return of(ValueScale.REAL, counts);
  }

  public static Histogram unit(Map<Double, Long> counts) {
    return of(ValueScale.UNIT, counts);
  }
}
