package dev.plumbline.stage.measure.counts;

import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import java.util.Map;
import java.util.TreeMap;

/** The compact form of {@link Histogram}: cells by their distances, which are mostly small. */
final class HistogramCodec {

  private HistogramCodec() {}

  static void pack(Histogram histogram, VarintWriter to) {
    pack(histogram.numbers(), to);
    pack(histogram.categories().buckets(), to);
    Map<String, Long> named = histogram.categories().named();
    to.number(named.size());
    named.forEach((name, count) -> to.text(name).number(count));
  }

  static Histogram unpack(VarintReader from) {
    DyadicCounts numbers = counts(from);
    DyadicCounts buckets = counts(from);
    Map<String, Long> named = new TreeMap<>();
    for (long left = from.number(); left > 0; left--) {
      String name = from.text();
      named.put(name, from.number());
    }
    return new Histogram(numbers, new CategoryCounts(named, buckets));
  }

  /**
   * Of each cell its distance from the one before, and its count unless that is one: then the
   * distance is positive, and otherwise negative. The first cell, and one that is too far for a
   * distance, are written out behind a zero.
   */
  static void pack(DyadicCounts counts, VarintWriter to) {
    to.number(counts.level()).number(counts.size());
    for (int i = 0; i < counts.size(); i++) {
      long distance = i == 0 ? 0 : counts.cell(i) - counts.cell(i - 1);
      if (distance <= 0) {
        to.number(0).number(counts.cell(i)).number(counts.count(i));
      } else if (counts.count(i) == 1) {
        to.number(distance);
      } else {
        to.number(-distance).number(counts.count(i));
      }
    }
  }

  static DyadicCounts counts(VarintReader from) {
    int level = (int) from.number();
    long[] cells = new long[(int) from.number()];
    long[] counts = new long[cells.length];
    for (int i = 0; i < cells.length; i++) {
      long distance = from.number();
      cells[i] = distance == 0 ? from.number() : cells[i - 1] + Math.abs(distance);
      counts[i] = distance > 0 ? 1 : from.number();
    }
    return DyadicCounts.of(level, cells, counts);
  }
}
