package dev.plumbline.stage.measure.statistics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joins many narrow bins into at most twelve: the reference's deciles, and what lies below and
 * above everything the reference had. With a bin for every value an index sums up noise; with
 * deciles it has the bins that its customary tolerances were made for. The reference is frozen, so
 * every window has the same bins.
 */
public final class ReferenceDeciles {

  private static final int PARTS = 10;

  private ReferenceDeciles() {}

  /**
   * @param bins in their values' order
   * @return in the same order; each stands for its lowest value
   * @throws IllegalArgumentException when the reference is empty
   */
  public static List<Bin> of(List<Bin> bins) {
    long m = Bin.reference(bins);
    Map<Long, Bin> parts = new TreeMap<>();
    long before = 0;
    for (Bin bin : bins) {
      parts.merge(part(bin, before, m), bin, Bin::plus);
      before += bin.reference();
    }
    return List.copyOf(parts.values());
  }

  /** The decile in which the bin begins, or one before the first, or one after the last. */
  private static long part(Bin bin, long before, long m) {
    boolean below = before == 0 && bin.reference() == 0;
    return below ? -1 : PARTS * before / m;
  }
}
