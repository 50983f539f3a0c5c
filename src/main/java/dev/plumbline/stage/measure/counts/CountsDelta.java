package dev.plumbline.stage.measure.counts;

import java.util.ArrayList;
import java.util.List;

/**
 * What one task says about one model at one tick.
 *
 * @param partition the task's partition of the input topics
 * @param requests how far the task's requests have come
 * @param moves evidence that belongs into an earlier pane than was said
 */
public record CountsDelta(
    String model, int partition, Progress requests, List<PaneDelta> panes, List<Move> moves) {

  public CountsDelta {
    panes = List.copyOf(panes);
    moves = List.copyOf(moves);
  }

  /**
   * How far one input of one task has come.
   *
   * @param newest largest event time seen, epoch milliseconds; {@link #NONE} before the first
   *     record
   * @param idle nothing came for a while, so others need not wait for it
   */
  public record Progress(long newest, boolean idle) {
    public static final long NONE = Long.MIN_VALUE;
    public static final Progress UNKNOWN = new Progress(NONE, false);

    Progress saw(long time) {
      return new Progress(Math.max(newest, time), false);
    }
  }

  /**
   * Evidence to move; nothing happens when the pane it would leave has closed.
   *
   * @param from start of the pane, epoch milliseconds
   * @param taken negative counts
   * @param to start of the pane, epoch milliseconds
   */
  public record Move(long from, MeasureCounts taken, long to, MeasureCounts added) {}

  /**
   * The same in parts, so that no message is too large however many panes a task has counted in.
   *
   * @param bytes of a part, about: one pane or move is never divided
   * @param before how far the task had come by the delta before. All parts but the last say so
   *     again, so that no pane closes between two of them.
   */
  public List<CountsDelta> parts(int bytes, Progress before) {
    List<CountsDelta> parts = new ArrayList<>();
    List<PaneDelta> some = new ArrayList<>();
    List<Move> moved = new ArrayList<>();
    int taken = 0;
    for (PaneDelta pane : panes) {
      int size = DeltaCodec.size(pane);
      if (taken > 0 && taken + size > bytes) {
        parts.add(new CountsDelta(model, partition, before, some, List.of()));
        some = new ArrayList<>();
        taken = 0;
      }
      some.add(pane);
      taken += size;
    }
    for (Move move : moves) {
      int size = DeltaCodec.size(move);
      if (taken > 0 && taken + size > bytes) {
        parts.add(new CountsDelta(model, partition, before, some, moved));
        some = new ArrayList<>();
        moved = new ArrayList<>();
        taken = 0;
      }
      moved.add(move);
      taken += size;
    }
    parts.add(new CountsDelta(model, partition, requests, some, moved));
    return parts;
  }

  public boolean empty() {
    return panes.isEmpty() && moves.isEmpty();
  }
}
