package dev.plumbline.statistics.dyadic;

/** On which level cells become few enough. */
public final class DyadicLevels {

  private DyadicLevels() {}

  /**
   * The first level from {@code level} on on which the cells occupy at most {@code most}. Two
   * neighbours become one when they no longer differ in any bit that is left, so counting the
   * highest bits in which neighbours differ says it in one look, for all levels at once.
   *
   * @param cells strictly increasing, of {@code level}
   * @param most at least 2
   */
  static int smallest(int level, long[] cells, int most) {
    int[] joinedAt = new int[Long.SIZE + 1];
    for (int i = 1; i < cells.length; i++) {
      joinedAt[Long.SIZE - Long.numberOfLeadingZeros(cells[i - 1] ^ cells[i])]++;
    }
    int occupied = cells.length;
    int up = 0;
    while (occupied > most) {
      up++;
      occupied -= joinedAt[up];
    }
    return level + up;
  }

  /** The first level on which all of them together occupy at most {@code most} cells. */
  public static int common(int most, DyadicCounts... several) {
    int cells = 0;
    int level = 0;
    for (DyadicCounts each : several) {
      cells += each.size();
      level = Math.max(level, each.level());
    }
    return cells <= most ? level : commonOfMany(most, several);
  }

  private static int commonOfMany(int most, DyadicCounts... several) {
    DyadicCounts occupied = DyadicCounts.NONE;
    for (DyadicCounts each : several) {
      occupied = occupied.plus(marked(each));
    }
    return occupied.within(most).level();
  }

  /** One in every cell: counts of both signs must not hide one. */
  static DyadicCounts marked(DyadicCounts counts) {
    long[] cells = new long[counts.size()];
    long[] ones = new long[counts.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = counts.cell(i);
      ones[i] = 1;
    }
    return DyadicCounts.of(counts.level(), cells, ones);
  }
}
