package dev.plumbline.stage.measure.counts;

import dev.plumbline.statistics.sketch.StableHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * A few of many ids: those with the smallest hashes, smallest first. Which ones they are depends on
 * the set of ids alone, not on their order, their repeats or on who saw which: a commutative and
 * idempotent monoid under {@link #merge} with {@link #NONE}.
 */
public record BottomKSample(List<String> ids) {

  static final int MOST = 3;
  static final BottomKSample NONE = new BottomKSample(List.of());

  /** Ids may share a hash; then the names decide. */
  private static final Comparator<String> BY_HASH =
      Comparator.comparingLong(StableHash::splitMix).thenComparing(Comparator.naturalOrder());

  public BottomKSample {
    ids = List.copyOf(ids);
  }

  /** The same object, after one comparison, for nearly every id of a long stream. */
  BottomKSample plus(String id) {
    if (ids.size() == MOST && BY_HASH.compare(id, ids.get(MOST - 1)) >= 0) {
      return this;
    }
    int at = Collections.binarySearch(ids, id, BY_HASH);
    if (at >= 0) {
      return this;
    }
    List<String> more = new ArrayList<>(ids);
    more.add(-at - 1, id);
    return new BottomKSample(more.subList(0, Math.min(MOST, more.size())));
  }

  BottomKSample merge(BottomKSample other) {
    BottomKSample merged = this;
    for (String id : other.ids) {
      merged = merged.plus(id);
    }
    return merged;
  }
}
