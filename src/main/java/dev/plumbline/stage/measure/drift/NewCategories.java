package dev.plumbline.stage.measure.drift;

import dev.plumbline.stage.measure.counts.CategoryCounts;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.statistics.dyadic.AlignedCells;
import java.util.Map;

/**
 * How many values of one side are such as the other has. Names that either side may have in a
 * bucket are looked for by their buckets, so a new name that shares one with a known name is not
 * seen: never more is called new than is.
 */
final class NewCategories {

  private static final String KNOWN = "known";
  private static final String NEW = "new";

  private NewCategories() {}

  /**
   * @param known what the reference has
   * @return counts of two categories, {@code known} and {@code new}
   */
  static Histogram of(Histogram values, Histogram known) {
    CategoryCounts mine = values.categories().knownTo(known.categories());
    CategoryCounts base = known.categories().knownTo(values.categories());
    long unknown = 0;
    for (Map.Entry<String, Long> name : mine.named().entrySet()) {
      unknown += base.named().containsKey(name.getKey()) ? 0 : name.getValue();
    }
    AlignedCells buckets = AlignedCells.of(mine.buckets(), base.buckets());
    for (int i = 0; i < buckets.size(); i++) {
      unknown += buckets.second(i) > 0 ? 0 : buckets.first(i);
    }
    return Histogram.ofCategories(Map.of(KNOWN, mine.total() - unknown, NEW, unknown));
  }
}
