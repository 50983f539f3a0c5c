package dev.plumbline.stage.measure.unit;

import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.UnitTally;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
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

  /** Takes what is to be kept with the counts of panes. */
  public interface PaneFacts {

    /**
     * @param pane its start, epoch milliseconds
     * @param facts how many candidates came, and for how many there was no room, by the names of
     *     {@link UnitKind}; below zero where more were taken back than came
     */
    void add(long pane, Map<String, Long> facts);
  }

  private static final int KINDS = UnitKind.values().length;
  private static final int UNKNOWN = -2;

  private final Policy policy;
  private final UnitBlocks blocks;
  private final long advance;
  private final long per;
  private final int most;

  /** By the start, for each kind by its number. */
  private final List<TreeMap<Long, UnitPeriod>> periods = new ArrayList<>();

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
    this.per = Math.max(advance, policy.evidence().per().toMillis());
    this.most = most;
    for (int kind = 0; kind < KINDS; kind++) {
      periods.add(new TreeMap<>());
    }
    blocks.forEach((kind, start, number, block) -> at(kind, start).restore(number, block));
  }

  /**
   * Offers all candidates to the periods of their times, and writes what changed.
   *
   * @param openFrom start of the first pane that is not closed, epoch milliseconds
   * @param panes are told how many came
   */
  public void accept(UnitCandidates candidates, long openFrom, PaneFacts panes) {
    Batch batch = new Batch(candidates, openFrom);
    for (int i = 0; i < candidates.size(); i++) {
      boolean withdrawn = UnitFacts.has(candidates.facts(i), UnitFacts.WITHDRAWN);
      if (!withdrawn) {
        batch.offer(i);
      } else if (candidates.time(i) >= openFrom) {
        batch.withdraw(i);
      } else {
        i++; // it has left, and stays: the earlier label that follows comes too late
      }
    }
    batch.changed.keySet().forEach(UnitPeriod::flush);
    batch.came.forEach((pane, tally) -> panes.add(pane, facts(tally)));
  }

  /** Candidates on their way into the periods; neighbours mostly go into the same one. */
  private final class Batch {
    private final UnitCandidates candidates;
    private final long openFrom;

    /** Periods that were touched, each with its numbers of the candidates' cells. */
    private final IdentityHashMap<UnitPeriod, int[]> changed = new IdentityHashMap<>();

    /** Candidates by pane: those of each kind, then those of each kind without room. */
    private final Map<Long, long[]> came = new TreeMap<>();

    private final UnitPeriod[] last = new UnitPeriod[KINDS];
    private long lastPane = Long.MIN_VALUE;
    private long[] lastTally = new long[2 * KINDS];

    Batch(UnitCandidates candidates, long openFrom) {
      this.candidates = candidates;
      this.openFrom = openFrom;
    }

    void offer(int i) {
      long key = candidates.key(i);
      int facts = candidates.facts(i);
      UnitKind kind = UnitKind.of(key, facts);
      long time = Math.max(candidates.time(i), openFrom);
      UnitPeriod period = period(kind, time);
      int cell = cell(period, i);
      long[] tally = tally(time);
      tally[kind.number()]++;
      int packed = UnitPeriod.packed(cell, facts);
      if (!period.offer(key, time, candidates.tie(i), packed, candidates.score(i))) {
        tally[KINDS + kind.number()]++;
      }
    }

    void withdraw(int i) {
      long key = candidates.key(i);
      long time = candidates.time(i);
      UnitKind kind = UnitKind.of(key, candidates.facts(i));
      UnitPeriod period = period(kind, time);
      int packed = UnitPeriod.packed(cell(period, i), candidates.facts(i));
      long[] tally = tally(time);
      tally[kind.number()]--;
      if (!period.withdraw(key, time, candidates.tie(i), packed)) {
        tally[KINDS + kind.number()]--;
      }
    }

    private UnitPeriod period(UnitKind kind, long time) {
      UnitPeriod known = last[kind.number()];
      if (known == null || time < known.start() || time >= known.start() + length(kind)) {
        long length = length(kind);
        known = at(kind, Math.floorDiv(time, length) * length);
        last[kind.number()] = known;
      }
      return known;
    }

    private int cell(UnitPeriod period, int i) {
      int[] cells = cells(period);
      int cell = cells[candidates.cell(i)];
      if (cell == UNKNOWN) {
        cell = period.cellNumber(candidates.groups(i));
        cells[candidates.cell(i)] = cell;
      }
      return cell;
    }

    private int[] cells(UnitPeriod period) {
      int[] known = changed.get(period);
      if (known == null) {
        known = new int[candidates.cells().size()];
        Arrays.fill(known, UNKNOWN);
        changed.put(period, known);
      }
      return known;
    }

    private long[] tally(long time) {
      if (time < lastPane || time >= lastPane + advance) {
        lastPane = pane(time);
        lastTally = came.computeIfAbsent(lastPane, pane -> new long[2 * KINDS]);
      }
      return lastTally;
    }
  }

  private static Map<String, Long> facts(long[] tally) {
    Map<String, Long> facts = new TreeMap<>();
    for (UnitKind kind : UnitKind.values()) {
      facts.put(kind.came(), tally[kind.number()]);
      facts.put(kind.beyond(), tally[KINDS + kind.number()]);
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
          (key, time, packed, score) -> {
            if (time >= from && time < limit) {
              closing
                  .computeIfAbsent(pane(time), pane -> new UnitPane())
                  .add(period.kind(), key, period.groups(packed), packed & UnitFacts.MASK, score);
            }
          });
    }
    return closing;
  }

  private List<UnitPeriod> within(long from, long limit) {
    List<UnitPeriod> within = new ArrayList<>();
    for (TreeMap<Long, UnitPeriod> byStart : periods) {
      for (UnitPeriod period : byStart.headMap(limit, false).values()) {
        if (end(period) > from) {
          within.add(period);
        }
      }
    }
    return within;
  }

  /** Forgets periods that are over. */
  public void forget(long openFrom) {
    for (TreeMap<Long, UnitPeriod> byStart : periods) {
      while (!byStart.isEmpty() && end(byStart.firstEntry().getValue()) <= openFrom) {
        byStart.pollFirstEntry().getValue().delete();
      }
    }
  }

  private long end(UnitPeriod period) {
    return period.start() + length(period.kind());
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

  private UnitPeriod at(UnitKind kind, long start) {
    return periods
        .get(kind.number())
        .computeIfAbsent(start, s -> new UnitPeriod(blocks, kind, s, new UnitIndex(most)));
  }
}
