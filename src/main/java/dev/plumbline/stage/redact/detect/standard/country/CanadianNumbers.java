package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.luhn;

import java.util.Map;
import java.util.function.Predicate;

/** Canada. Numbers come without separators, letters in upper case. */
final class CanadianNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of("ca_sin", CanadianNumbers::socialInsurance);

  private CanadianNumbers() {}

  /** Luhn; no number begins with 0 or 8. */
  static boolean socialInsurance(String number) {
    return number.charAt(0) != '0' && number.charAt(0) != '8' && luhn(number);
  }
}
