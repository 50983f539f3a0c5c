package dev.plumbline.stage.measure.counts;

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

  public boolean empty() {
    return panes.isEmpty() && moves.isEmpty();
  }
}
