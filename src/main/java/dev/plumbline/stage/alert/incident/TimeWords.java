package dev.plumbline.stage.alert.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times and durations as sentences write them. */
final class TimeWords {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int SECONDS_A_MINUTE = 60;

  private TimeWords() {}

  /** {@code 2026-03-01 14:02 UTC}. */
  static String of(Instant at) {
    boolean whole = at.getEpochSecond() % SECONDS_A_MINUTE == 0;
    return (whole ? MINUTE : SECOND).format(at) + " UTC";
  }

  /** {@code 2 days 3 h}, {@code 3 h 12 min}, {@code 12 min} or {@code 40 s}. */
  static String of(Duration length) {
    if (length.toDays() > 0) {
      return (length.toDays() == 1 ? "1 day" : length.toDays() + " days")
          + (length.toHoursPart() == 0 ? "" : " " + length.toHoursPart() + " h");
    }
    if (length.toHours() > 0) {
      return length.toHours()
          + " h"
          + (length.toMinutesPart() == 0 ? "" : " " + length.toMinutesPart() + " min");
    }
    return length.toMinutes() > 0 ? length.toMinutes() + " min" : length.toSeconds() + " s";
  }
}
