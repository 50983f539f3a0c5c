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

  /** Takes the arrays as they are. */
  DyadicCounts(int level, long[] cells, long[] counts) {
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
    CellBuilder checked = new CellBuilder(cells.length);
    for (int i = 0; i < cells.length; i++) {
      if (i > 0 && cells[i - 1] >= cells[i]) {
        throw new IllegalArgumentException("cells are not in order");
      }
      checked.add(cells[i], counts[i]);
    }
    return checked.counts(level);
  }

  /** Values of one each, on level 0; sorts them in place. */
  static DyadicCounts ofValues(long[] coordinates, int size) {
    Arrays.sort(coordinates, 0, size);
    CellBuilder values = new CellBuilder(size);
    for (int i = 0; i < size; i++) {
      values.add(coordinates[i], 1);
    }
    return values.counts(0);
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
    CellBuilder joined = new CellBuilder(cells.length);
    for (int i = 0; i < cells.length; i++) {
      joined.add(cells[i] >> (coarser - level), counts[i]);
    }
    return joined.counts(coarser);
  }

  private DyadicCounts combined(DyadicCounts other, int sign) {
    if (other.cells.length == 0 && other.level <= level) {
      return this;
    }
    if (cells.length == 0 && level <= other.level && sign > 0) {
      return other;
    }
    int common = Math.max(level, other.level);
    DyadicCounts mine = on(common);
    DyadicCounts theirs = other.on(common);
    CellBuilder sum = new CellBuilder(mine.cells.length + theirs.cells.length);
    int next = 0;
    for (int i = 0; i < mine.cells.length; i++) {
      for (; next < theirs.cells.length && theirs.cells[next] < mine.cells[i]; next++) {
        sum.add(theirs.cells[next], sign * theirs.counts[next]);
      }
      sum.add(mine.cells[i], mine.counts[i]);
    }
    for (; next < theirs.cells.length; next++) {
      sum.add(theirs.cells[next], sign * theirs.counts[next]);
    }
    return sum.counts(common);
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
