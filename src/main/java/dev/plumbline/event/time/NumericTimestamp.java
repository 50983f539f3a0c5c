package dev.plumbline.event.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * A time as a number since 1970. Its size tells the unit: below 10^11 it counts seconds, below
 * 10^14 milliseconds, below 10^17 microseconds, below 10^20 nanoseconds. Each reaches from before
 * 1990 to the year 5138, so no time in that span is read in a wrong unit. Fractions down to a
 * nanosecond count.
 */
final class NumericTimestamp {

  /** 1990-01-01T00:00:00Z. */
  static final long FIRST_SECOND = 631_152_000;

  private static final int[] DECIMALS = {0, 3, 6, 9};
  private static final int SECOND_DIGITS = 11;
  private static final int NANO_DIGITS = 9;
  private static final BigDecimal FIRST = BigDecimal.valueOf(FIRST_SECOND);

  private NumericTimestamp() {}

  /**
   * @throws NumberFormatException when the text is no number
   */
  static Instant read(String text) {
    BigDecimal number = new BigDecimal(text);
    // Compared before anything is reckoned: a short text may stand for a number of many digits.
    if (number.compareTo(FIRST) < 0) {
      throw new TimestampException("is before 1990");
    }
    for (int decimals : DECIMALS) {
      if (number.compareTo(BigDecimal.ONE.movePointRight(SECOND_DIGITS + decimals)) < 0) {
        return seconds(number.movePointLeft(decimals));
      }
    }
    throw new TimestampException("is too large a number to be a time");
  }

  private static Instant seconds(BigDecimal seconds) {
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    BigDecimal rest = seconds.subtract(whole).movePointRight(NANO_DIGITS);
    return Instant.ofEpochSecond(whole.longValueExact(), rest.intValue());
  }
}
