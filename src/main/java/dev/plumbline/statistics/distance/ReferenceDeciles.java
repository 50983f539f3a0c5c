package dev.plumbline.statistics.distance;

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
  public static List<PairedBin> of(List<PairedBin> bins) {
    long m = PairedBin.reference(bins);
    Map<Long, PairedBin> parts = new TreeMap<>();
    long before = 0;
    for (PairedBin bin : bins) {
      parts.merge(part(bin, before, m), bin, PairedBin::plus);
      before += bin.reference();
    }
    return List.copyOf(parts.values());
  }

  /** The decile in which the bin begins, or one before the first, or one after the last. */
  private static long part(PairedBin bin, long before, long m) {
    boolean below = before == 0 && bin.reference() == 0;
    return below ? -1 : PARTS * before / m;
  }
}
