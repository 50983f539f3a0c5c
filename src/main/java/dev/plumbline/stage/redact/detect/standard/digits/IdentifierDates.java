package dev.plumbline.stage.redact.detect.standard.digits;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Dates that numbers of persons carry. */
public final class IdentifierDates {

  private IdentifierDates() {}

  public static boolean isDate(int year, int month, int day) {
    try {
      LocalDate.of(year, month, day);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Two digits each, the year of either century. */
  public static boolean isYearMonthDay(String digits) {
    return isDay(number(digits, 0), number(digits, 2), number(digits, 4));
  }

  public static boolean isDayMonthYear(String digits) {
    return isDay(number(digits, 4), number(digits, 2), number(digits, 0));
  }

  private static boolean isDay(int year, int month, int day) {
    return isDate(1900 + year, month, day) || isDate(2000 + year, month, day);
  }

  public static int number(String digits, int from) {
    return Integer.parseInt(digits.substring(from, from + 2));
  }
}
