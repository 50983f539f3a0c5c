package dev.plumbline.statistics.dyadic;

import java.util.Arrays;

/** Adds up values one by one in place; the result is that of {@link DyadicCounts#merge}. */
public final class DyadicAccumulator {

  /** Values that wait to be sorted: enough that merging them costs little for each. */
  private static final int MOST_WAITING = 1_024;

  private static final int FIRST_ROOM = 8;

  private final int most;
  private DyadicCounts counted = DyadicCounts.NONE;
  private long[] waiting = new long[FIRST_ROOM];
  private int size;

  /**
   * @param most cells of the result
   */
  public DyadicAccumulator(int most) {
    this.most = most;
  }

  public void add(long coordinate) {
    if (size == MOST_WAITING) {
      fold();
    }
    if (size == waiting.length) {
      waiting = Arrays.copyOf(waiting, 2 * size);
    }
    waiting[size++] = coordinate;
  }

  public void add(DyadicCounts counts) {
    counted = counted.merge(counts, most);
  }

  public DyadicCounts counts() {
    fold();
    return counted;
  }

  private void fold() {
    if (size > 0) {
      counted = counted.merge(DyadicCounts.ofValues(waiting, size), most);
      size = 0;
    }
  }
}
