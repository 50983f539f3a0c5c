package dev.plumbline.stage.measure.unit;

import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.DeltaCodec;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What the fold step sends to the merge step, in one order: the candidates of a tick come before
 * the delta that says how far the task has come, so that no pane closes before them.
 */
public sealed interface MergeInput {

  /** Counts, and how far the task has come. */
  record Delta(CountsDelta delta) implements MergeInput {}

  /** Decisions and labels to choose units from. */
  record Candidates(UnitCandidates units) implements MergeInput {}

  // The first number of a message.
  int DELTA = 0;
  int CANDIDATES = 1;

  static byte[] pack(MergeInput input) {
    VarintWriter to = new VarintWriter();
    if (input instanceof Candidates candidates) {
      pack(candidates.units(), to.number(CANDIDATES));
    } else if (input instanceof Delta it) {
      DeltaCodec.pack(it.delta(), to.number(DELTA));
    }
    return to.toBytes();
  }

  static MergeInput unpack(byte[] bytes) {
    VarintReader from = new VarintReader(bytes);
    return from.number() == CANDIDATES
        ? new Candidates(candidates(from))
        : new Delta(DeltaCodec.unpack(from));
  }

  private static void pack(UnitCandidates units, VarintWriter to) {
    to.text(units.model()).number(units.cells().size());
    for (List<String> groups : units.cells()) {
      to.number(groups.size());
      groups.forEach(to::text);
    }
    to.number(units.size());
    long before = 0;
    for (int i = 0; i < units.size(); i++) {
      to.bits(units.key(i));
      to.number(units.time(i) - before).number(units.tie(i));
      to.number(units.cell(i)).number(units.facts(i));
      before = units.time(i);
    }
  }

  private static UnitCandidates candidates(VarintReader from) {
    String model = from.text();
    List<List<String>> cells = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      List<String> groups = new ArrayList<>();
      for (long more = from.number(); more > 0; more--) {
        groups.add(from.text());
      }
      cells.add(List.copyOf(groups));
    }
    int size = (int) from.number();
    UnitCandidates units = new UnitCandidates(model, Math.max(1, size));
    cells.forEach(units::cellNumber);
    long before = 0;
    for (int i = 0; i < size; i++) {
      long key = from.bits();
      before += from.number();
      int tie = (int) from.number();
      units.add(key, before, tie, (int) from.number(), (int) from.number());
    }
    return units;
  }
}
