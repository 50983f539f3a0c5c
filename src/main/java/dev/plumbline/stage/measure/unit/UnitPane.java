package dev.plumbline.stage.measure.unit;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.ResidualSums;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.JointCells;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.statistics.dyadic.DyadicAccumulator;
import dev.plumbline.statistics.sketch.DistinctSample;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The units that count in one pane, added up by all groups that they are in. */
public final class UnitPane {

  public static final UnitPane NOBODY = new UnitPane();

  /** People of one group: those of its decisions and those of its labels. */
  public record People(
      long decisions, DistinctSample decided, long labels, DistinctSample labelled) {

    public People merge(People other) {
      return new People(
          decisions + other.decisions,
          decided.merge(other.decided),
          labels + other.labels,
          labelled.merge(other.labelled));
    }

    public boolean isEmpty() {
      return decided.isEmpty() && labelled.isEmpty();
    }
  }

  /** Units that share all their groups. */
  private static final class Cell {
    private long requests;
    private long favourable;
    private final long[] byLabel = new long[4];
    private long correct;

    /** Probabilities of the decisions that say theirs. */
    private final DyadicAccumulator scored = new DyadicAccumulator(GroupScores.MOST_CELLS);

    private long sum;
    private long squares;

    /** Labels less probabilities, of the labels that say theirs. */
    private ResidualSums residuals = ResidualSums.NONE;

    private final Hashes decided = new Hashes();
    private final Hashes labelled = new Hashes();
  }

  /** The smallest hashes, and some that may not be among them, until they are asked for. */
  private static final class Hashes {
    private int[] hashes = new int[8];
    private int size;
    private long added;
    private int limit = -1; // the largest unsigned number

    void add(int hash) {
      added++;
      if (Integer.compareUnsigned(hash, limit) > 0) {
        return;
      }
      if (size == hashes.length) {
        if (size >= 4 * DistinctSample.MOST) {
          int[] kept = sample().hashes();
          System.arraycopy(kept, 0, hashes, 0, kept.length);
          size = kept.length;
          limit = size == DistinctSample.MOST ? kept[size - 1] : -1;
        } else {
          hashes = Arrays.copyOf(hashes, 2 * size);
        }
      }
      hashes[size++] = hash;
    }

    DistinctSample sample() {
      return DistinctSample.of(Arrays.copyOf(hashes, size));
    }
  }

  private final Map<List<String>, Cell> cells = new HashMap<>();
  private final EnumMap<UnitKind, Long> units = new EnumMap<>(UnitKind.class);

  void add(UnitKind kind, long key, List<String> groups, int facts, int score) {
    Cell cell = cells.computeIfAbsent(groups, g -> new Cell());
    units.merge(kind, 1L, Long::sum);
    boolean favourable = UnitFacts.has(facts, UnitFacts.FAVOURABLE);
    if (kind.isDecision()) {
      cell.requests++;
      cell.favourable += favourable ? 1 : 0;
      if (score != Observation.NO_PROBABILITY) {
        cell.scored.add(GroupScores.coordinate(score));
        cell.sum += score;
        cell.squares += (long) score * score / GroupScores.BILLION;
      }
    } else {
      boolean truly = UnitFacts.has(facts, UnitFacts.TRULY_FAVOURABLE);
      cell.byLabel[(favourable ? 2 : 0) + (truly ? 1 : 0)]++;
      cell.correct += UnitFacts.has(facts, UnitFacts.CORRECT) ? 1 : 0;
      if (score != Observation.NO_PROBABILITY) {
        cell.residuals = cell.residuals.plus(truly, score, 1);
      }
    }
    if (kind.isPerson()) {
      (kind.isDecision() ? cell.decided : cell.labelled).add((int) (key >>> Integer.SIZE));
    }
  }

  long units(UnitKind kind) {
    return units.getOrDefault(kind, 0L);
  }

  /** Where nothing is searched. */
  public MeasureCounts counts() {
    return counts(JointCells.none());
  }

  /**
   * Of all groups: numbers, and the sums of their probabilities.
   *
   * @param joint in which a search counts people too
   */
  public MeasureCounts counts(JointCells joint) {
    Map<String, GroupCounts> groups = new TreeMap<>();
    Map<String, GroupScores> scores = new TreeMap<>();
    Map<String, GroupCounts> joined = new TreeMap<>();
    cells.forEach(
        (keys, cell) -> {
          joint.add(keys, counts(MeasureCounts.EVERYONE, cell), joined);
          GroupScores sums =
              GroupScores.sums(cell.scored.counts(), cell.sum, cell.squares, cell.residuals);
          for (String key : keys) {
            groups.merge(key, counts(key, cell), GroupCounts::merge);
            if (!sums.isNone()) {
              scores.merge(key, sums, GroupScores::merge);
            }
          }
        });
    return groups.isEmpty()
        ? MeasureCounts.EMPTY
        : MeasureCounts.ofGroups(groups, scores).withJoint(joined).capped();
  }

  private static GroupCounts counts(String key, Cell cell) {
    int end = key.indexOf('=');
    long[] by = cell.byLabel;
    return new GroupCounts(
        key.substring(0, end),
        key.substring(end + 1),
        cell.requests,
        cell.favourable,
        by[0] + by[1] + by[2] + by[3],
        by[3],
        by[2],
        by[0],
        by[1],
        cell.correct);
  }

  /** By the groups' keys; none of groups without people. */
  public Map<String, People> people() {
    Map<String, People> people = new TreeMap<>();
    cells.forEach(
        (keys, cell) -> {
          People of =
              new People(
                  cell.decided.added,
                  cell.decided.sample(),
                  cell.labelled.added,
                  cell.labelled.sample());
          if (!of.isEmpty()) {
            keys.forEach(key -> people.merge(key, of, People::merge));
          }
        });
    return people;
  }
}
