package dev.plumbline.statistics.dyadic;

import java.util.Arrays;

/**
 * The cells that either of two histograms occupies, lowest first, on the coarser of their levels.
 */
public final class AlignedCells {

  private final int level;
  private final long[] cells;
  private final long[] first;
  private final long[] second;

  private AlignedCells(int level, long[] cells, long[] first, long[] second) {
    this.level = level;
    this.cells = cells;
    this.first = first;
    this.second = second;
  }

  public static AlignedCells of(DyadicCounts first, DyadicCounts second) {
    int level = Math.max(first.level(), second.level());
    DyadicCounts one = first.on(level);
    DyadicCounts other = second.on(level);
    DyadicCounts both = DyadicLevels.marked(one).plus(DyadicLevels.marked(other));
    long[] cells = new long[both.size()];
    Arrays.setAll(cells, both::cell);
    return new AlignedCells(level, cells, counts(one, cells), counts(other, cells));
  }

  private static long[] counts(DyadicCounts of, long[] cells) {
    long[] counts = new long[cells.length];
    int own = 0;
    for (int i = 0; own < of.size(); i++) {
      if (cells[i] == of.cell(own)) {
        counts[i] = of.count(own++);
      }
    }
    return counts;
  }

  public int level() {
    return level;
  }

  public int size() {
    return cells.length;
  }

  public long cell(int place) {
    return cells[place];
  }

  /** Of the first histogram, by place. */
  public long[] first() {
    return first.clone();
  }

  public long first(int place) {
    return first[place];
  }

  /** Of the second histogram, by place. */
  public long[] second() {
    return second.clone();
  }

  public long second(int place) {
    return second[place];
  }

  /** The number that a cell stands for. */
  public double middle(int place, ValueScale scale) {
    return scale.middle(cells[place], level);
  }
}
