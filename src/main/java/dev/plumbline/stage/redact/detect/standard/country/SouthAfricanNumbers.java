package dev.plumbline.stage.redact.detect.standard.country;

import dev.plumbline.stage.redact.detect.standard.digits.CheckDigits;
import dev.plumbline.stage.redact.detect.standard.digits.IdentifierDates;
import java.util.Map;
import java.util.function.Predicate;

/** South Africa. Numbers come without separators, letters in upper case. */
final class SouthAfricanNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of("za_identity", SouthAfricanNumbers::identity);

  private SouthAfricanNumbers() {}

  /** Birthday, citizenship, Luhn (Identification Act 68 of 1997). */
  static boolean identity(String number) {
    return IdentifierDates.isYearMonthDay(number)
        && number.charAt(10) <= '2'
        && CheckDigits.luhn(number);
  }
}
