package dev.plumbline.statistics.dyadic;

import java.util.Arrays;

/**
 * How many values lie in each cell {@code coordinate >> level}; sparse, sorted, immutable.
 *
 * <p>Cells of a level are halves of those of the next one, so going up a level joins cells and
 * never divides one, and the number of occupied cells never grows. A histogram of at most K cells
 * has the smallest level on which its values occupy no more than K. That level is a function of the
 * values alone: what a part of them occupies, all of them do, so no part is ever coarser than the
 * whole. Hence {@link #merge} is commutative and associative, and any partitioning of the values
 * and any order give the same histogram, bit for bit.
 *
 * <p>Counts may be negative on their way (a label is taken back). A cell whose counts add up to
 * none is left out; the level then depends on the values alone only if something else has them too.
 */
public final class DyadicCounts {

  public static final DyadicCounts NONE = new DyadicCounts(0, new long[0], new long[0]);

  private final int level;
  private final long[] cells;
  private final long[] counts;

  private DyadicCounts(int level, long[] cells, long[] counts) {
    this.level = level;
    this.cells = cells;
    this.counts = counts;
  }

  /**
   * @param level from 0 to 63
   * @param cells strictly increasing
   * @param counts of the cells
   * @throws IllegalArgumentException when they are not
   */
  public static DyadicCounts of(int level, long[] cells, long[] counts) {
    if (level < 0 || level >= Long.SIZE || cells.length != counts.length) {
      throw new IllegalArgumentException("no cells of a level");
    }
    for (int i = 1; i < cells.length; i++) {
      if (cells[i - 1] >= cells[i]) {
        throw new IllegalArgumentException("cells are not in order");
      }
    }
    return withoutEmpty(level, cells.clone(), counts.clone(), cells.length);
  }

  /** Values of one each, on level 0; sorts them in place. */
  static DyadicCounts ofValues(long[] coordinates, int size) {
    Arrays.sort(coordinates, 0, size);
    long[] cells = new long[size];
    long[] counts = new long[size];
    int used = 0;
    for (int i = 0; i < size; i++) {
      if (used == 0 || cells[used - 1] != coordinates[i]) {
        cells[used++] = coordinates[i];
      }
      counts[used - 1]++;
    }
    return new DyadicCounts(0, Arrays.copyOf(cells, used), Arrays.copyOf(counts, used));
  }

  public int level() {
    return level;
  }

  /** Occupied cells. */
  public int size() {
    return cells.length;
  }

  /** The occupied cells' numbers, lowest first; at {@link #level}. */
  public long cell(int place) {
    return cells[place];
  }

  public long count(int place) {
    return counts[place];
  }

  public long total() {
    return Arrays.stream(counts).sum();
  }

  /**
   * Both together.
   *
   * @param most cells of the result
   */
  public DyadicCounts merge(DyadicCounts other, int most) {
    return plus(other).within(most);
  }

  /** Both together on the coarser of their levels, with however many cells that takes. */
  public DyadicCounts plus(DyadicCounts other) {
    return combined(other, 1);
  }

  /** Without the others, which are among these. */
  public DyadicCounts minus(DyadicCounts other) {
    return combined(other, -1);
  }

  /** On the first level on which they occupy no more cells. */
  public DyadicCounts within(int most) {
    return cells.length <= most ? this : on(DyadicLevels.smallest(level, cells, most));
  }

  /**
   * The same on a coarser level; itself on its own.
   *
   * @throws IllegalArgumentException when it would be finer
   */
  public DyadicCounts on(int coarser) {
    if (coarser == level) {
      return this;
    }
    if (coarser < level) {
      throw new IllegalArgumentException("a histogram cannot become finer");
    }
    long[] joined = new long[cells.length];
    long[] sums = new long[cells.length];
    int used = 0;
    for (int i = 0; i < cells.length; i++) {
      long cell = cells[i] >> (coarser - level);
      if (used == 0 || joined[used - 1] != cell) {
        joined[used++] = cell;
      }
      sums[used - 1] += counts[i];
    }
    return withoutEmpty(coarser, joined, sums, used);
  }

  private DyadicCounts combined(DyadicCounts other, int sign) {
    int common = Math.max(level, other.level);
    DyadicCounts mine = on(common);
    DyadicCounts theirs = other.on(common);
    int size = mine.cells.length + theirs.cells.length;
    long[] joined = new long[size];
    long[] sums = new long[size];
    int used = 0;
    int a = 0;
    int b = 0;
    while (a < mine.cells.length || b < theirs.cells.length) {
      boolean first =
          b == theirs.cells.length || (a < mine.cells.length && mine.cells[a] <= theirs.cells[b]);
      long cell = first ? mine.cells[a] : theirs.cells[b];
      if (used == 0 || joined[used - 1] != cell) {
        joined[used++] = cell;
      }
      sums[used - 1] += first ? mine.counts[a++] : sign * theirs.counts[b++];
    }
    return withoutEmpty(common, joined, sums, used);
  }

  private static DyadicCounts withoutEmpty(int level, long[] cells, long[] counts, int size) {
    int used = 0;
    for (int i = 0; i < size; i++) {
      if (counts[i] != 0) {
        cells[used] = cells[i];
        counts[used++] = counts[i];
      }
    }
    return used == cells.length
        ? new DyadicCounts(level, cells, counts)
        : new DyadicCounts(level, Arrays.copyOf(cells, used), Arrays.copyOf(counts, used));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DyadicCounts it
        && level == it.level
        && Arrays.equals(cells, it.cells)
        && Arrays.equals(counts, it.counts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * level + Arrays.hashCode(cells)) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return level + Arrays.toString(cells) + Arrays.toString(counts);
  }
}
