package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.verhoeff;

import dev.plumbline.stage.redact.detect.standard.digits.CheckDigits;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** India. Numbers come without separators, letters in upper case. */
final class IndianNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of(
          "in_aadhaar",
          IndianNumbers::aadhaar,
          "in_gstin",
          IndianNumbers::gstin,
          "in_vehicle",
          IndianNumbers::vehicle,
          "in_voter",
          IndianNumbers::voter);

  private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private static final Set<String> STATES =
      Set.of(
          ("AN AP AR AS BH BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR"
                  + " PB PY RJ SK TG TN TR TS UA UK UP WB")
              .split(" "));

  private IndianNumbers() {}

  /** Verhoeff; no number begins with 0 or 1, or reads the same backwards (UIDAI). */
  static boolean aadhaar(String number) {
    return number.charAt(0) >= '2'
        && verhoeff(number)
        && !new StringBuilder(number).reverse().toString().equals(number);
  }

  /** State, PAN, entity, Z, and a check character: Luhn modulo 36. */
  static boolean gstin(String number) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int value = ALPHANUMERIC.indexOf(number.charAt(14 - i));
      int product = i % 2 == 0 ? value : 2 * value;
      sum += product / 36 + product % 36;
    }
    int state = Integer.parseInt(number.substring(0, 2));
    return sum % 36 == 0 && ((state >= 1 && state <= 38) || state == 97 || state == 99);
  }

  static boolean vehicle(String number) {
    return STATES.contains(number.substring(0, 2));
  }

  /** Of the seven digits, by Luhn (Election Commission). */
  static boolean voter(String number) {
    return CheckDigits.luhn(number.substring(3));
  }
}
