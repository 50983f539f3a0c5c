package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.digit;
import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.weighted;

import java.util.Map;
import java.util.function.Predicate;

/** Thailand. Numbers come without separators, letters in upper case. */
final class ThaiNumbers {

  static final Map<String, Predicate<String>> CHECKS = Map.of("th_identity", ThaiNumbers::identity);

  private ThaiNumbers() {}

  static boolean identity(String number) {
    int sum = weighted(number, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2);
    return number.charAt(0) != '0'
        && number.charAt(0) != '9'
        && (11 - sum % 11) % 10 == digit(number, 12);
  }
}
