package dev.plumbline.stage.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A few of many ids: those with the smallest hashes, smallest first. Which ones they are depends on
 * the set of ids alone, not on their order, their repeats or on who saw which: a commutative and
 * idempotent monoid under {@link #merge} with {@link #NONE}.
 */
record IdSample(List<String> ids) {

  static final int MOST = 3;
  static final IdSample NONE = new IdSample(List.of());

  /** Ids may share a hash; then the names decide. */
  private static final Comparator<String> BY_HASH =
      Comparator.comparingLong(IdSample::hash).thenComparing(Comparator.naturalOrder());

  IdSample {
    ids = List.copyOf(ids);
  }

  /** The same object, after one comparison, for nearly every id of a long stream. */
  IdSample plus(String id) {
    if (ids.size() == MOST && BY_HASH.compare(id, ids.get(MOST - 1)) >= 0) {
      return this;
    }
    return merge(new IdSample(List.of(id)));
  }

  IdSample merge(IdSample other) {
    if (ids.isEmpty() || other.ids.isEmpty()) {
      return ids.isEmpty() ? other : this;
    }
    List<String> all = new ArrayList<>(ids);
    all.addAll(other.ids);
    return new IdSample(all.stream().distinct().sorted(BY_HASH).limit(MOST).toList());
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014) over a hash that texts remember. */
  private static long hash(String id) {
    long mixed = id.hashCode() * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
