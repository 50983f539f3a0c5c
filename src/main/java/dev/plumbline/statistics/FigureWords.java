package dev.plumbline.statistics;

import java.math.BigDecimal;
import java.util.Locale;

/** How sentences write numbers, everywhere alike. */
public final class FigureWords {

  private FigureWords() {}

  /** With three decimals; what rounds to nothing has no sign. */
  public static String figure(double value) {
    return withoutSignOfNothing(String.format(Locale.ROOT, "%.3f", value));
  }

  /** The same of a difference: with its sign, unless it rounds to nothing. */
  public static String gap(double value) {
    return withoutSignOfNothing(String.format(Locale.ROOT, "%+.3f", value));
  }

  /** A number of the policy with all its digits, as a person would write it: 0.8, 1, 0.0125. */
  public static String asWritten(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** The same in hundredths: 12.5 of 0.125. */
  public static String asWrittenPercent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  private static String withoutSignOfNothing(String figure) {
    return figure.equals("-0.000") || figure.equals("+0.000") ? "0.000" : figure;
  }
}
