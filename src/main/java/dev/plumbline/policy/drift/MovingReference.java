package dev.plumbline.policy.drift;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A reference of drift that moves along with the windows: whole hours of event time before the
 * window. No hour that the window reaches into is in it, so nothing is compared with itself.
 *
 * @param length of the season, or of the period before the window; whole hours, at least one
 */
public record MovingReference(Kind kind, Duration length) {

  /** Which hours are in it. */
  public enum Kind {
    /** The window's own hours in each of the last {@link #SEASONS} seasons. */
    SEASONAL,
    /** All hours of the period before the window. */
    ROLLING
  }

  /** So many earlier seasons are pooled, those that are there. */
  public static final int SEASONS = 4;

  /** Milliseconds. */
  public static final long HOUR = Duration.ofHours(1).toMillis();

  /** Start of the hour that holds the time; both epoch milliseconds. */
  public static long hour(long time) {
    return Math.floorDiv(time, HOUR) * HOUR;
  }

  /**
   * Starts of the hours that a window is compared with, the newest first; all epoch milliseconds.
   *
   * @param end exclusive
   */
  public List<Long> hours(long start, long end) {
    List<Long> hours = new ArrayList<>();
    long period = length.toMillis();
    if (kind == Kind.ROLLING) {
      long own = hour(start);
      for (long hour = own - HOUR; hour >= own - period; hour -= HOUR) {
        hours.add(hour);
      }
      return hours;
    }
    for (int season = 1; season <= SEASONS; season++) {
      for (long hour = hour(end - 1); hour >= hour(start); hour -= HOUR) {
        hours.add(hour - season * period);
      }
    }
    return hours;
  }

  /** For how long before a window hours are needed, at most. */
  public Duration reach() {
    return kind == Kind.ROLLING ? length : length.multipliedBy(SEASONS);
  }
}
