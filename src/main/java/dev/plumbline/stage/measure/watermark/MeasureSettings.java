package dev.plumbline.stage.measure.watermark;

import java.time.Duration;

/**
 * @param partitions of {@code scored-requests}; all of them are waited for, so the stage asks the
 *     broker when it starts, whatever is given here
 * @param tick how often tasks send their deltas and windows are published
 * @param idleAfter how long an input is silent before others stop waiting for it; live only.
 *     Records that nobody has had the time to read are no silence.
 * @param end where whoever replays says that the input has been read; never said live
 */
public record MeasureSettings(
    int partitions, Duration tick, Duration idleAfter, Publication publication, InputEnd end) {

  /** The stage as counters and dead letters name it. */
  public static final String STAGE = "measure";

  /** When measures come out. */
  public enum Publication {
    /** As time passes, revised as labels come. */
    LIVE,
    /** Once, when all input has been read: the same bytes at every replay. */
    AT_END
  }

  /** With an end of the input of its own. */
  public MeasureSettings(
      int partitions, Duration tick, Duration idleAfter, Publication publication) {
    this(partitions, tick, idleAfter, publication, new InputEnd());
  }

  /**
   * The time that one task's tick may take. The ticks of a process's tasks may fall into one
   * transaction, which must be over within ten seconds.
   */
  public Duration most() {
    return tick.dividedBy(2L * partitions);
  }

  /** The same over another number of partitions. */
  public MeasureSettings over(int others) {
    return new MeasureSettings(others, tick, idleAfter, publication, end);
  }

  public static MeasureSettings live(int partitions) {
    return new MeasureSettings(
        partitions, Duration.ofSeconds(1), Duration.ofSeconds(5), Publication.LIVE);
  }
}
