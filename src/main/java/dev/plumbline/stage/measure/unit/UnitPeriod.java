package dev.plumbline.stage.measure.unit;

import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import dev.plumbline.stage.measure.unit.UnitIndex.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The units of one kind in one period: in memory, and as a log of what changed in blocks of some
 * kilobytes. The last block is written again until it is full.
 */
final class UnitPeriod {

  /** The form of a block, its first number. */
  private static final long VERSION = 1;

  private static final int PER_BLOCK = 512;

  /** Combinations of groups: anyone can send new values of an open attribute. */
  private static final int MOST_CELLS = 1 << 17;

  private final UnitBlocks blocks;
  private final UnitKind kind;
  private final long start;
  private final UnitIndex index;
  private final List<List<String>> cells = new ArrayList<>();
  private final Map<List<String>, Integer> cellNumbers = new HashMap<>();
  private final VarintWriter block = new VarintWriter();

  /** Cells whose groups the blocks say. */
  private int written;

  private int number;
  private int inBlock;
  private boolean changed;

  UnitPeriod(UnitBlocks blocks, UnitKind kind, long start, UnitIndex index) {
    this.blocks = blocks;
    this.kind = kind;
    this.start = start;
    this.index = index;
  }

  /**
   * @return the cell's number; below zero when there are too many
   */
  int cellNumber(List<String> groups) {
    Integer known = cellNumbers.get(groups);
    if (known != null) {
      return known;
    }
    if (cells.size() >= MOST_CELLS) {
      return -1;
    }
    cellNumbers.put(groups, cells.size());
    cells.add(groups);
    return cells.size() - 1;
  }

  /** Cell and facts in one number; below zero when there is no such cell. */
  static int packed(int cell, int facts) {
    return cell < 0 ? -1 : cell << UnitFacts.BITS | facts;
  }

  /**
   * @param packed {@link #packed cell and facts}
   * @return whether there was room for it
   */
  boolean offer(long key, long time, int tie, int packed, int score) {
    Change change = packed < 0 ? Change.FULL : index.offer(key, time, tie, packed, score);
    if (change == Change.FIRST || change == Change.EARLIER) {
      log(key, time, tie, packed, score);
    }
    return change != Change.FULL;
  }

  /**
   * Takes a candidate back, and the unit if it is the one.
   *
   * @param packed {@link #packed cell and facts}
   * @return whether there had been room for it: for a key that a full index does not hold there had
   *     not
   */
  boolean withdraw(long key, long time, int tie, int packed) {
    if (index.withdraw(key, time, tie)) {
      log(key, time, tie, UnitFacts.WITHDRAWN, 0);
      return true;
    }
    return packed >= 0 && (index.holds(key) || !index.isFull());
  }

  /** Writes what changed since the last time. */
  void flush() {
    if (changed) {
      blocks.put(kind, start, number, block.toBytes());
      changed = false;
      if (inBlock >= PER_BLOCK) {
        next();
      }
    }
  }

  /** Takes over the next of the blocks that were written before. */
  void restore(int blockNumber, byte[] bytes) {
    VarintReader from = new VarintReader(bytes);
    long version = from.number();
    if (version != VERSION) {
      throw new IllegalStateException("units of version " + version + " cannot be read");
    }
    while (from.hasMore()) {
      int facts = (int) from.number();
      long key = from.bits();
      long time = start + from.number();
      int tie = (int) from.number();
      int cell = (int) from.number();
      int score = (int) from.number();
      while (cell >= cells.size()) {
        cellNumber(groups(from));
      }
      written = cells.size();
      if (UnitFacts.has(facts, UnitFacts.WITHDRAWN)) {
        index.remove(key);
      } else {
        index.put(key, time, tie, packed(cell, facts), score);
      }
    }
    number = blockNumber + 1;
  }

  void forEach(UnitIndex.Visitor visitor) {
    index.forEach(visitor);
  }

  List<String> groups(int packed) {
    return cells.get(packed >>> UnitFacts.BITS);
  }

  /** Deletes what was written. */
  void delete() {
    blocks.delete(kind, start, number + 1);
  }

  long start() {
    return start;
  }

  UnitKind kind() {
    return kind;
  }

  private void log(long key, long time, int tie, int packed, int score) {
    int cell = packed >>> UnitFacts.BITS;
    if (inBlock == PER_BLOCK) { // a batch goes on in the next block
      flush();
    }
    if (inBlock == 0) {
      block.clear().number(VERSION);
    }
    block.number(packed & UnitFacts.MASK).bits(key).number(time - start).number(tie);
    block.number(cell).number(score);
    for (; written <= cell; written++) {
      List<String> groups = cells.get(written);
      block.number(groups.size());
      groups.forEach(block::text);
    }
    inBlock++;
    changed = true;
  }

  private void next() {
    number++;
    inBlock = 0;
  }

  private static List<String> groups(VarintReader from) {
    List<String> groups = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      groups.add(from.text());
    }
    return List.copyOf(groups);
  }
}
