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
    int[] parts = parts(bins);
    Map<Integer, PairedBin> joined = new TreeMap<>();
    for (int i = 0; i < parts.length; i++) {
      joined.merge(parts[i], bins.get(i), PairedBin::plus);
    }
    return List.copyOf(joined.values());
  }

  /**
   * For each bin the decile in which it begins, from 0 to 9; -1 before the first and 10 after the
   * last.
   *
   * @param bins in their values' order
   * @throws IllegalArgumentException when the reference is empty
   */
  public static int[] parts(List<PairedBin> bins) {
    long m = PairedBin.reference(bins);
    int[] parts = new int[bins.size()];
    long before = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean below = before == 0 && bins.get(i).reference() == 0;
      parts[i] = below ? -1 : (int) (PARTS * before / m);
      before += bins.get(i).reference();
    }
    return parts;
  }
}
