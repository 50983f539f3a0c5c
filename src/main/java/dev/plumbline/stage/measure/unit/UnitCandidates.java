package dev.plumbline.stage.measure.unit;

import dev.plumbline.stage.measure.counts.JointCells;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.record.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decisions and labels of one model, each of which may become a unit of evidence, in columns: there
 * is one for each record. Grows; not thread-safe.
 */
public final class UnitCandidates {

  /** Bytes that one takes in a message, about. */
  private static final int BYTES_EACH = 32;

  private final String model;
  private final List<List<String>> cells = new ArrayList<>();
  private final Map<List<String>, Integer> numbers = new HashMap<>();
  private long[] keys;
  private long[] times;
  private int[] ties;
  private int[] cellNumbers;
  private byte[] facts;
  private int[] scores;
  private int size;

  public UnitCandidates(String model) {
    this(model, 64);
  }

  UnitCandidates(String model, int capacity) {
    this.model = model;
    keys = new long[capacity];
    times = new long[capacity];
    ties = new int[capacity];
    cellNumbers = new int[capacity];
    facts = new byte[capacity];
    scores = new int[capacity];
  }

  /**
   * @param key of {@link UnitRule}
   * @param time of the decision or the label, epoch milliseconds
   * @param tie decides between two of the same time
   * @param groups keys {@code attribute=group}
   * @param what of {@link UnitFacts}
   */
  public void add(long key, long time, int tie, List<String> groups, int what) {
    add(key, time, tie, cellNumber(groups), what);
  }

  void add(long key, long time, int tie, int cell, int what) {
    if (size == keys.length) {
      int more = 2 * size;
      keys = Arrays.copyOf(keys, more);
      times = Arrays.copyOf(times, more);
      ties = Arrays.copyOf(ties, more);
      cellNumbers = Arrays.copyOf(cellNumbers, more);
      facts = Arrays.copyOf(facts, more);
      scores = Arrays.copyOf(scores, more);
    }
    keys[size] = key;
    times[size] = time;
    ties[size] = tie;
    cellNumbers[size] = cell;
    scores[size] = (int) Observation.NO_PROBABILITY;
    facts[size++] = (byte) what;
  }

  /**
   * Says how probable the favourable outcome of the newest one's decision was.
   *
   * @param probability billionths; {@link Observation#NO_PROBABILITY} when it is not known
   */
  public void scoreNewest(long probability) {
    scores[size - 1] = (int) probability;
  }

  int cellNumber(List<String> groups) {
    Integer known = numbers.get(groups);
    if (known != null) {
      return known;
    }
    numbers.put(groups, cells.size());
    cells.add(groups);
    return cells.size() - 1;
  }

  public String model() {
    return model;
  }

  public int size() {
    return size;
  }

  public long key(int i) {
    return keys[i];
  }

  public long time(int i) {
    return times[i];
  }

  int tie(int i) {
    return ties[i];
  }

  int cell(int i) {
    return cellNumbers[i];
  }

  public List<String> groups(int i) {
    return cells.get(cellNumbers[i]);
  }

  List<List<String>> cells() {
    return cells;
  }

  int facts(int i) {
    return facts[i];
  }

  int score(int i) {
    return scores[i];
  }

  /**
   * All decisions, whether they will be units or not, by the starts of panes of a length.
   *
   * @param joint in which a search counts people too
   */
  public Map<Long, MeasureCounts> decisions(long length, JointCells joint) {
    Map<Long, UnitPane> panes = new HashMap<>();
    for (int i = 0; i < size; i++) {
      if (!UnitFacts.has(facts[i], UnitFacts.LABEL)) {
        panes
            .computeIfAbsent(Math.floorDiv(times[i], length) * length, start -> new UnitPane())
            .add(UnitKind.COPY_DECISION, 0, groups(i), facts[i], scores[i]);
      }
    }
    Map<Long, MeasureCounts> decisions = new HashMap<>();
    panes.forEach((start, pane) -> decisions.put(start, pane.counts(joint)));
    return decisions;
  }

  /** In parts whose packed forms take no more bytes than given, about; what belongs together is. */
  public List<UnitCandidates> parts(int bytes) {
    List<UnitCandidates> parts = new ArrayList<>();
    UnitCandidates part = new UnitCandidates(model);
    int taken = 0;
    for (int i = 0; i < size; i++) {
      int known = part.cells.size();
      List<String> groups = groups(i);
      part.add(keys[i], times[i], ties[i], groups, facts[i]);
      part.scoreNewest(scores[i]);
      taken += BYTES_EACH;
      if (part.cells.size() > known) {
        for (String group : groups) {
          taken += 2 + group.length();
        }
      }
      if (taken >= bytes && !UnitFacts.has(facts[i], UnitFacts.WITHDRAWN)) {
        parts.add(part);
        part = new UnitCandidates(model);
        taken = 0;
      }
    }
    if (part.size > 0) {
      parts.add(part);
    }
    return parts;
  }
}
