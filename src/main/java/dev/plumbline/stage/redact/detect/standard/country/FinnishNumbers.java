package dev.plumbline.stage.redact.detect.standard.country;

import dev.plumbline.stage.redact.detect.standard.digits.IdentifierDates;
import java.util.Map;
import java.util.function.Predicate;

/** Finland. Numbers come without separators, letters in upper case. */
final class FinnishNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of("fi_identity", FinnishNumbers::identity);

  private static final String LETTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY";

  private FinnishNumbers() {}

  /** Henkilötunnus, without its century sign: the match has it as no letter or as one. */
  static boolean identity(String number) {
    String digits = number.substring(0, 6) + number.substring(number.length() - 4);
    int serial = Integer.parseInt(digits.substring(6, 9));
    return IdentifierDates.isDayMonthYear(digits)
        && serial >= 2
        && digits.charAt(9) == LETTERS.charAt(Integer.parseInt(digits.substring(0, 9)) % 31);
  }
}
