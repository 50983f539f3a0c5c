package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.digit;
import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.weighted;

import java.util.Map;
import java.util.function.Predicate;

/** Türkiye. Numbers come without separators, letters in upper case. */
final class TurkishNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of("tr_identity", TurkishNumbers::identity);

  private TurkishNumbers() {}

  static boolean identity(String number) {
    int odd = weighted(number, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    int even = weighted(number, 0, 1, 0, 1, 0, 1, 0, 1);
    int tenth = Math.floorMod(7 * odd - even, 10);
    return number.charAt(0) != '0'
        && tenth == digit(number, 9)
        && (odd + even + tenth) % 10 == digit(number, 10);
  }
}
