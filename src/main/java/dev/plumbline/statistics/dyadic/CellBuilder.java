package dev.plumbline.statistics.dyadic;

import java.util.Arrays;

/** Takes cells in their order, the same one several times if need be. */
final class CellBuilder {

  private final long[] cells;
  private final long[] counts;
  private int used;

  /**
   * @param most how many times something is added
   */
  CellBuilder(int most) {
    cells = new long[most];
    counts = new long[most];
  }

  /**
   * @param cell not below the last one
   */
  void add(long cell, long count) {
    if (used == 0 || cells[used - 1] != cell) {
      cells[used++] = cell;
    }
    counts[used - 1] += count;
  }

  /** What was added, without cells whose counts add up to none. */
  DyadicCounts counts(int level) {
    int left = 0;
    for (int i = 0; i < used; i++) {
      if (counts[i] != 0) {
        cells[left] = cells[i];
        counts[left++] = counts[i];
      }
    }
    return new DyadicCounts(level, Arrays.copyOf(cells, left), Arrays.copyOf(counts, left));
  }
}
