package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.weighted;

import dev.plumbline.stage.redact.detect.standard.digits.IdentifierDates;
import java.util.Map;
import java.util.function.Predicate;

/** Poland. Numbers come without separators, letters in upper case. */
final class PolishNumbers {

  static final Map<String, Predicate<String>> CHECKS = Map.of("pl_pesel", PolishNumbers::pesel);

  private PolishNumbers() {}

  /** The century is in the month. */
  static boolean pesel(String number) {
    int month = IdentifierDates.number(number, 2);
    int[] centuries = {1900, 2000, 2100, 2200, 1800};
    int year = centuries[month / 20] + IdentifierDates.number(number, 0);
    return IdentifierDates.isDate(year, month % 20, IdentifierDates.number(number, 4))
        && weighted(number, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
  }
}
