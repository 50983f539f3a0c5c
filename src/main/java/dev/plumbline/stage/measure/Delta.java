package dev.plumbline.stage.measure;

import java.util.List;

/**
 * What one task says about one model at one tick.
 *
 * @param partition the task's partition of the input topics
 * @param requests how far the task's requests have come
 * @param outcomes how far its outcomes have come
 * @param moves evidence that belongs into an earlier pane than was said
 */
record Delta(
    String model,
    int partition,
    Progress requests,
    Progress outcomes,
    List<PaneDelta> panes,
    List<Move> moves) {

  Delta {
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
  record Progress(long newest, boolean idle) {
    static final long NONE = Long.MIN_VALUE;
    static final Progress UNKNOWN = new Progress(NONE, false);

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
  record Move(long from, Counts taken, long to, Counts added) {}

  boolean empty() {
    return panes.isEmpty() && moves.isEmpty();
  }
}
