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

  static void pack(DyadicCounts counts, VarintWriter to) {
    to.number(counts.level()).number(counts.size());
    long before = 0;
    for (int i = 0; i < counts.size(); i++) {
      to.number(counts.cell(i) - before).number(counts.count(i));
      before = counts.cell(i);
    }
  }

  static DyadicCounts counts(VarintReader from) {
    int level = (int) from.number();
    int size = (int) from.number();
    long[] cells = new long[size];
    long[] counts = new long[size];
    long before = 0;
    for (int i = 0; i < size; i++) {
      before += from.number();
      cells[i] = before;
      counts[i] = from.number();
    }
    return DyadicCounts.of(level, cells, counts);
  }
}
