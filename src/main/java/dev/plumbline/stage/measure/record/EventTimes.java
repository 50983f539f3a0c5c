package dev.plumbline.stage.measure.record;

import java.time.Instant;

/** Reads ISO-8601 instants; the usual form in UTC without the cost of a general parser. */
final class EventTimes {

  private static final int DATE_AND_TIME = 19;

  private EventTimes() {}

  /**
   * Epoch milliseconds; finer fractions are cut.
   *
   * @throws java.time.DateTimeException when the text is no instant
   */
  static long parse(String text) {
    int last = text.length() - 1;
    boolean usual = last >= DATE_AND_TIME && text.charAt(last) == 'Z' && text.charAt(4) == '-';
    if (!usual || text.charAt(10) != 'T' || (last > DATE_AND_TIME && text.charAt(19) != '.')) {
      return Instant.parse(text).toEpochMilli();
    }
    long day = number(text, 0, 4) * 10_000 + number(text, 5, 7) * 100 + number(text, 8, 10);
    long time = number(text, 11, 13) * 10_000 + number(text, 14, 16) * 100 + number(text, 17, 19);
    boolean marks = text.charAt(7) == '-' && text.charAt(13) == ':' && text.charAt(16) == ':';
    long fraction = fraction(text, last);
    if (!marks || day < 0 || time < 0 || fraction < 0 || !real(day, time)) {
      return Instant.parse(text).toEpochMilli();
    }
    long seconds = time / 10_000 * 3_600 + time / 100 % 100 * 60 + time % 100;
    return (epochDay(day) * 86_400 + seconds) * 1_000 + fraction;
  }

  /** Whether every part is in its range; days that some months lack are left to the general one. */
  private static boolean real(long day, long time) {
    long month = day / 100 % 100;
    boolean date = month >= 1 && month <= 12 && day % 100 >= 1 && day % 100 <= 28;
    return date && time / 10_000 < 24 && time / 100 % 100 < 60 && time % 100 < 60;
  }

  /** Days since 1970-01-01 in the proleptic Gregorian calendar, years counted from March. */
  private static long epochDay(long day) {
    long month = (day / 100 % 100 + 9) % 12;
    long year = day / 10_000 - month / 10;
    long days = 365 * year + Math.floorDiv(year, 4) - Math.floorDiv(year, 100);
    return days + Math.floorDiv(year, 400) + (month * 306 + 5) / 10 + day % 100 - 1 - 719_468;
  }

  /** Milliseconds of the digits behind the point; negative when one is no digit. */
  private static long fraction(String text, int end) {
    if (end == DATE_AND_TIME) {
      return 0;
    }
    int digits = Math.min(3, end - DATE_AND_TIME - 1);
    long value = digits == 0 ? -1 : number(text, DATE_AND_TIME + 1, end);
    if (value < 0 || end - DATE_AND_TIME - 1 > 9) {
      return -1;
    }
    long millis = number(text, DATE_AND_TIME + 1, DATE_AND_TIME + 1 + digits);
    return digits == 1 ? millis * 100 : digits == 2 ? millis * 10 : millis;
  }

  /** A number far below zero when one of the characters is no digit. */
  private static long number(String text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE * 1_000_000L;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
