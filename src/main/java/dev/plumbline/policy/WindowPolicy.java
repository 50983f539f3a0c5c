package dev.plumbline.policy;

import java.time.Duration;

/**
 * @param size length of a window
 * @param advance distance between two windows' starts, and length of a pane; divides {@code size}
 * @param grace how long after its end a pane stays open for events out of order
 * @param labelHorizon how long predictions wait for their labels
 * @param maxFuture how far ahead of the clock a timestamp may be
 */
public record WindowPolicy(
    Duration size, Duration advance, Duration grace, Duration labelHorizon, Duration maxFuture) {

  /** Panes of one window: every late label is in as many windows, and each is their sum. */
  public static final int MOST_PANES = 1_440;

  public static final WindowPolicy DEFAULT =
      new WindowPolicy(
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofDays(14),
          Duration.ofHours(1));

  /** Panes of one window. */
  public long panesOfWindow() {
    return size.toMillis() / advance.toMillis();
  }
}
