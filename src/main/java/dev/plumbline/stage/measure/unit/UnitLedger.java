package dev.plumbline.stage.measure.unit;

import dev.plumbline.event.measure.EvidenceUnits;
import dev.plumbline.event.measure.UnitTally;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which of one model's decisions and labels are units of evidence. A candidate counts at its own
 * time, or, when its pane has closed, at the start of the first open one; of a key's candidates in
 * the period of that time the earliest is the unit. So the unit of a period is a function of the
 * events alone as long as they come within grace, and a late one still counts once. Nothing is
 * taken back that has left: a candidate's pane is open, and so is that of a later one.
 */
public final class UnitLedger {

  /** Candidates of one pane, to be kept with its counts. */
  public interface PaneFacts {
    void add(long pane, Map<String, Long> facts);
  }

  private final Policy policy;
  private final UnitBlocks blocks;
  private final long advance;
  private final long per;
  private final int most;
  private final Map<UnitKind, TreeMap<Long, UnitPeriod>> periods = new EnumMap<>(UnitKind.class);

  /** Reads what was kept. */
  public UnitLedger(Policy policy, UnitBlocks blocks) {
    this(policy, blocks, UnitIndex.MOST);
  }

  /**
   * @param most units of one kind in a period
   */
  UnitLedger(Policy policy, UnitBlocks blocks, int most) {
    this.policy = policy;
    this.blocks = blocks;
    this.advance = policy.windows().advance().toMillis();
    this.per = policy.evidence().per().toMillis();
    this.most = most;
    for (UnitKind kind : UnitKind.values()) {
      periods.put(kind, new TreeMap<>());
    }
    blocks.forEach((kind, start, number, block) -> at(kind, start).restore(number, block));
  }

  /**
   * @param openFrom start of the first pane that is not closed, epoch milliseconds
   * @param panes are told how many came
   */
  public void accept(UnitCandidates candidates, long openFrom, PaneFacts panes) {
    Map<UnitPeriod, int[]> changed = new HashMap<>();
    Map<Long, long[]> came = new TreeMap<>();
    for (int i = 0; i < candidates.size(); i++) {
      int facts = candidates.facts(i);
      long key = candidates.key(i);
      UnitKind kind = UnitKind.of(key, facts);
      if (UnitFacts.has(facts, UnitFacts.WITHDRAWN)) {
        if (candidates.time(i) < openFrom) {
          i++; // it has left, and stays what it is: the earlier label that follows comes too late
          continue;
        }
        UnitPeriod period = period(kind, candidates.time(i));
        period.withdraw(key, candidates.time(i), candidates.tie(i));
        changed.putIfAbsent(period, unknownCells(candidates));
        tally(came, candidates.time(i))[kind.ordinal()]--;
        continue;
      }
      long time = Math.max(candidates.time(i), openFrom);
      UnitPeriod period = period(kind, time);
      int[] cells = changed.computeIfAbsent(period, p -> unknownCells(candidates));
      int cell = cells[candidates.cell(i)];
      if (cell == UNKNOWN) {
        cell = period.cellNumber(candidates.groups(i));
        cells[candidates.cell(i)] = cell;
      }
      long[] tally = tally(came, time);
      tally[kind.ordinal()]++;
      if (!period.offer(key, time, candidates.tie(i), cell, facts)) {
        tally[KINDS + kind.ordinal()]++;
      }
    }
    changed.keySet().forEach(UnitPeriod::flush);
    came.forEach((pane, tally) -> panes.add(pane, facts(tally)));
  }

  private static final int KINDS = UnitKind.values().length;
  private static final int UNKNOWN = -2;

  private static int[] unknownCells(UnitCandidates candidates) {
    int[] cells = new int[candidates.cells().size()];
    Arrays.fill(cells, UNKNOWN);
    return cells;
  }

  private long[] tally(Map<Long, long[]> came, long time) {
    return came.computeIfAbsent(pane(time), pane -> new long[2 * KINDS]);
  }

  private static Map<String, Long> facts(long[] tally) {
    Map<String, Long> facts = new TreeMap<>();
    for (UnitKind kind : UnitKind.values()) {
      facts.put(kind.came(), tally[kind.ordinal()]);
      facts.put(kind.beyond(), tally[KINDS + kind.ordinal()]);
    }
    facts.values().removeIf(amount -> amount == 0);
    return facts;
  }

  /**
   * The units of panes that are closing, by the panes' starts.
   *
   * @param from start of the first pane that is not closed yet
   * @param limit before which panes start
   */
  public Map<Long, UnitPane> closing(long from, long limit) {
    Map<Long, UnitPane> closing = new HashMap<>();
    for (UnitPeriod period : within(from, limit)) {
      period.forEach(
          (key, time, packed) -> {
            if (time >= from && time < limit) {
              closing
                  .computeIfAbsent(pane(time), pane -> new UnitPane())
                  .add(period.kind(), key, period.groups(packed), packed & UnitFacts.MASK);
            }
          });
    }
    return closing;
  }

  private List<UnitPeriod> within(long from, long limit) {
    List<UnitPeriod> within = new ArrayList<>();
    periods.forEach(
        (kind, byStart) ->
            byStart
                .headMap(limit, false)
                .forEach(
                    (start, period) -> {
                      if (start + length(kind) > from) {
                        within.add(period);
                      }
                    }));
    return within;
  }

  /** Forgets periods that are over. */
  public void forget(long openFrom) {
    periods.forEach(
        (kind, byStart) -> {
          while (!byStart.isEmpty() && byStart.firstKey() + length(kind) <= openFrom) {
            byStart.pollFirstEntry().getValue().delete();
          }
        });
  }

  /**
   * What became of a pane's candidates.
   *
   * @param counts of the pane before its units were added: those that count by request, and how
   *     many candidates came
   */
  public EvidenceUnits told(MeasureCounts counts, UnitPane units) {
    return new EvidenceUnits(
        policy.evidence().unit().name().toLowerCase(Locale.ROOT),
        tally(
            counts,
            units,
            counts.everyone().requests(),
            UnitKind.PERSON_DECISION,
            UnitKind.COPY_DECISION),
        tally(
            counts,
            units,
            counts.everyone().labelled(),
            UnitKind.PERSON_LABEL,
            UnitKind.COPY_LABEL));
  }

  private static UnitTally tally(
      MeasureCounts counts, UnitPane units, long byRequest, UnitKind person, UnitKind copy) {
    long noRoom = counts.fact(person.beyond());
    long noRoomForCopies = counts.fact(copy.beyond());
    return new UnitTally(
        units.units(person),
        byRequest + units.units(copy),
        counts.fact(person.came()) - noRoom - units.units(person),
        counts.fact(copy.came()) - noRoomForCopies - units.units(copy),
        noRoom + noRoomForCopies);
  }

  private long pane(long time) {
    return Math.floorDiv(time, advance) * advance;
  }

  private long length(UnitKind kind) {
    return kind.isPerson() ? per : advance;
  }

  private UnitPeriod period(UnitKind kind, long time) {
    long length = length(kind);
    return at(kind, Math.floorDiv(time, length) * length);
  }

  private UnitPeriod at(UnitKind kind, long start) {
    return periods
        .get(kind)
        .computeIfAbsent(start, s -> new UnitPeriod(blocks, kind, s, new UnitIndex(most)));
  }
}
