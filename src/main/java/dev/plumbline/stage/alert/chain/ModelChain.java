package dev.plumbline.stage.alert.chain;

import dev.plumbline.event.MessageChecks;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.pane.ChainHead;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the chain of one model's panes stands. It begins anew with every day of event time, from
 * the head with which the day before closed, so that a day's panes and that head are enough to
 * check the day.
 *
 * @param previous the head with which the day before closed
 * @param days how many days have had panes, this one included
 * @param panes how many panes the chain has, since it began
 * @param newest pane; null before there is one
 * @param records chain over the whole records of this day
 * @param apart groups whose people a search set apart in the newest pane
 */
public record ModelChain(
    String previous,
    long days,
    long panes,
    @Nullable TimeSpan newest,
    String records,
    List<String> apart) {

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static final String NOTHING = "0".repeat(64);

  public static final ModelChain START = new ModelChain(NOTHING, 0, 0, null, NOTHING, List.of());

  public ModelChain {
    apart = MessageChecks.list(apart); // what was stored before there was a search has none
  }

  /** The day after the one that a head closed. */
  static ModelChain after(ChainHead closed) {
    return new ModelChain(closed.head(), 0, closed.panes(), null, closed.head(), closed.apart());
  }

  /** Whether a pane is of another day than the newest. */
  boolean endsDay(TimeSpan pane) {
    return newest == null || block(newest, DAY) != block(pane, DAY);
  }

  /** Whether a head is due before the pane: with every hour, and where others are set apart. */
  boolean hasHeadBefore(TimeSpan pane, List<String> nowApart) {
    return newest != null && (block(newest, HOUR) != block(pane, HOUR) || !apart.equals(nowApart));
  }

  private static long block(TimeSpan pane, long length) {
    return Math.floorDiv(pane.start().toEpochMilli(), length);
  }
}
