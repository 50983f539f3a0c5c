package dev.plumbline.cli.replay.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Times as tables have them: ISO-8601 with an offset, or without one, which is taken as UTC; a day
 * alone; seconds or milliseconds since 1970.
 */
final class CsvTimes {

  /** As seconds the year 5138, as milliseconds March 1973. */
  private static final long LEAST_MILLIS = 100_000_000_000L;

  private CsvTimes() {}

  /** Null when the text is none of them. */
  static @Nullable Instant read(String text) {
    String time = text.strip().replace(' ', 'T');
    try {
      if (time.chars().allMatch(c -> c >= '0' && c <= '9')) {
        long number = Long.parseLong(time);
        return number < LEAST_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
      }
      if (time.indexOf('T') < 0) {
        return LocalDate.parse(time).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      return DateTimeFormatter.ISO_DATE_TIME.parseBest(time, Instant::from, LocalDateTime::from)
              instanceof Instant instant
          ? instant
          : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }
}
