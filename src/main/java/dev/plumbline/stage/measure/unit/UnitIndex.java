package dev.plumbline.stage.measure.unit;

import java.util.Arrays;

/**
 * The units of one period by key, with open addressing (Knuth, The Art of Computer Programming 3,
 * 6.4, algorithms L and R): 28 bytes a slot, of which at most three in five are taken. Which
 * candidate of a key is the unit depends on the candidates alone, not on the order in which they
 * are offered.
 */
final class UnitIndex {

  /** What an offer does. */
  enum Change {
    /** The key's first candidate. */
    FIRST,
    /** An earlier one than the one before, whose place it takes. */
    EARLIER,
    /** A later one than the one that counts. */
    NONE,
    /** A new key, and the index is full. */
    FULL
  }

  /** For each unit. */
  interface Visitor {
    /**
     * @param packed cell and facts
     */
    void visit(long key, long time, int packed, int score);
  }

  /** Units of one period; 98 MB with what is left free. */
  static final int MOST = 1 << 21;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long EMPTY = UnitRule.BY_REQUEST;

  /** Slots at first, a power of two: most periods of copies are a pane's, and hold few. */
  private static final int FIRST_SLOTS = 8;

  private final int most;
  private long[] keys = new long[FIRST_SLOTS];
  private long[] times = new long[FIRST_SLOTS];
  private int[] ties = new int[FIRST_SLOTS];
  private int[] packed = new int[FIRST_SLOTS];
  private int[] scores = new int[FIRST_SLOTS];
  private int size;

  /**
   * @param most units
   */
  UnitIndex(int most) {
    this.most = most;
  }

  /** The earliest candidate of a key is its unit; of equal times the one with the smaller tie. */
  Change offer(long key, long time, int tie, int what, int score) {
    int slot = slot(key);
    if (keys[slot] == key) {
      if (time > times[slot] || (time == times[slot] && tie >= ties[slot])) {
        return Change.NONE;
      }
      set(slot, key, time, tie, what);
      scores[slot] = score;
      return Change.EARLIER;
    }
    if (isFull()) {
      return Change.FULL;
    }
    set(slot, key, time, tie, what);
    scores[slot] = score;
    if (++size * 5L > keys.length * 3L) {
      grow();
    }
    return Change.FIRST;
  }

  /** What was written before, whatever is there. */
  void put(long key, long time, int tie, int what, int score) {
    int slot = slot(key);
    boolean known = keys[slot] == key;
    set(slot, key, time, tie, what);
    scores[slot] = score;
    if (!known && ++size * 5L > keys.length * 3L) {
      grow();
    }
  }

  /**
   * Takes a unit out, if it is the one that counts.
   *
   * @return whether it was
   */
  boolean withdraw(long key, long time, int tie) {
    int slot = slot(key);
    if (keys[slot] != key || times[slot] != time || ties[slot] != tie) {
      return false;
    }
    remove(slot);
    return true;
  }

  void remove(long key) {
    int slot = slot(key);
    if (keys[slot] == key) {
      remove(slot);
    }
  }

  boolean holds(long key) {
    return keys[slot(key)] == key;
  }

  /** Whether there is no room for another key. */
  boolean isFull() {
    return size >= most;
  }

  void forEach(Visitor visitor) {
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != EMPTY) {
        visitor.visit(keys[slot], times[slot], packed[slot], scores[slot]);
      }
    }
  }

  int size() {
    return size;
  }

  private void set(int slot, long key, long time, int tie, int what) {
    keys[slot] = key;
    times[slot] = time;
    ties[slot] = tie;
    packed[slot] = what;
  }

  /** The key's slot, or the empty one where it would be. */
  private int slot(long key) {
    int slot = home(key);
    while (keys[slot] != EMPTY && keys[slot] != key) {
      slot = next(slot);
    }
    return slot;
  }

  private int home(long key) {
    long mixed = (key ^ (key >>> 32)) * GOLDEN;
    return (int) (mixed >>> (Long.numberOfLeadingZeros(keys.length) + 1));
  }

  private int next(int slot) {
    return (slot + 1) & (keys.length - 1);
  }

  /** Moves those behind it up that would not be found any more. */
  private void remove(int slot) {
    size--;
    int hole = slot;
    for (int at = next(hole); keys[at] != EMPTY; at = next(at)) {
      int home = home(keys[at]);
      boolean between = hole <= at ? hole < home && home <= at : hole < home || home <= at;
      if (!between) {
        set(hole, keys[at], times[at], ties[at], packed[at]);
        scores[hole] = scores[at];
        hole = at;
      }
    }
    keys[hole] = EMPTY;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldTimes = times;
    int[] oldTies = ties;
    int[] oldPacked = packed;
    int[] oldScores = scores;
    keys = new long[2 * oldKeys.length];
    times = Arrays.copyOf(oldTimes, keys.length);
    ties = Arrays.copyOf(oldTies, keys.length);
    packed = Arrays.copyOf(oldPacked, keys.length);
    scores = Arrays.copyOf(oldScores, keys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        int slot = slot(oldKeys[i]);
        set(slot, oldKeys[i], oldTimes[i], oldTies[i], oldPacked[i]);
        scores[slot] = oldScores[i];
      }
    }
  }
}
