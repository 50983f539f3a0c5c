package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.digit;
import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.luhn;
import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.weighted;

import java.util.Map;
import java.util.function.Predicate;

/** The United States. Numbers come without separators, letters in upper case. */
final class AmericanNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of(
          "us_ssn",
          AmericanNumbers::ssn,
          "us_itin",
          AmericanNumbers::itin,
          "aba_routing",
          AmericanNumbers::abaRouting,
          "us_npi",
          AmericanNumbers::npi,
          "dea",
          AmericanNumbers::dea);

  private AmericanNumbers() {}

  /** Areas 000, 666 and 900-999, group 00 and serial 0000 were never issued (SSA, RM 10201). */
  static boolean ssn(String number) {
    String area = number.substring(0, 3);
    return !area.equals("000")
        && !area.equals("666")
        && area.charAt(0) != '9'
        && !number.startsWith("00", 3)
        && !number.endsWith("0000");
  }

  /** 9, then a group out of 50-65, 70-88, 90-92, 94-99 (IRS, Publication 1915). */
  static boolean itin(String number) {
    int group = Integer.parseInt(number.substring(3, 5));
    return number.charAt(0) == '9'
        && group >= 50
        && (group <= 65 || group >= 70)
        && group != 89
        && group != 93;
  }

  /** A Federal Reserve district or type in front; weights 3, 7, 1 (ABA). */
  static boolean abaRouting(String number) {
    int prefix = Integer.parseInt(number.substring(0, 2));
    boolean assigned =
        prefix <= 12
            || (prefix >= 21 && prefix <= 32)
            || (prefix >= 61 && prefix <= 72)
            || prefix == 80;
    return assigned
        && !number.startsWith("0000")
        && weighted(number, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;
  }

  /** Luhn with the prefix of health applications (45 CFR 162.406). */
  static boolean npi(String number) {
    return luhn("80840" + number);
  }

  /** DEA registration: two letters, seven digits, the last of which checks the others. */
  static boolean dea(String number) {
    String digits = number.substring(2);
    return weighted(digits, 1, 2, 1, 2, 1, 2) % 10 == digit(digits, 6);
  }
}
