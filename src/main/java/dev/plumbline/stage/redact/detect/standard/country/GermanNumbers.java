package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.crossSum;
import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.digit;
import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.weighted;

import dev.plumbline.stage.redact.detect.standard.digits.CheckDigits;
import dev.plumbline.stage.redact.detect.standard.digits.IdentifierDates;
import java.util.Map;
import java.util.function.Predicate;

/** Germany. Numbers come without separators, letters in upper case. */
final class GermanNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of(
          "de_tax_id",
          GermanNumbers::taxId,
          "de_vat_id",
          GermanNumbers::vatId,
          "de_health_insurance",
          GermanNumbers::healthInsurance,
          "de_social_security",
          GermanNumbers::socialSecurity,
          "de_driving_licence",
          GermanNumbers::drivingLicence,
          "de_physician",
          GermanNumbers::physician);

  private GermanNumbers() {}

  /** Check digit by MOD 11,10; of the first ten digits one comes twice or thrice (BZSt). */
  static boolean taxId(String number) {
    int[] times = new int[10];
    for (int i = 0; i < 10; i++) {
      times[digit(number, i)]++;
    }
    int repeated = 0;
    for (int count : times) {
      if (count > 3) {
        return false;
      }
      repeated += count > 1 ? 1 : 0;
    }
    return number.charAt(0) != '0' && repeated == 1 && CheckDigits.mod11And10(number);
  }

  /** DE and nine digits. */
  static boolean vatId(String number) {
    return number.charAt(2) != '0' && CheckDigits.mod11And10(number.substring(2));
  }

  /** Letter as two digits, weights 1 and 2 (GKV-Spitzenverband). */
  static boolean healthInsurance(String number) {
    String digits = spelled(number, 0);
    return crossSum(digits, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2) % 10 == digit(digits, 10);
  }

  /** Area, birthday, letter of the name, serial, check digit (VKVV). */
  static boolean socialSecurity(String number) {
    String digits = spelled(number, 8);
    int day = IdentifierDates.number(digits, 2);
    int month = IdentifierDates.number(digits, 4);
    return day >= 1
        && day <= 31
        && month >= 1
        && month <= 12
        && crossSum(digits, 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1) % 10 == digit(digits, 12);
  }

  private static String spelled(String number, int letter) {
    int place = number.charAt(letter) - 'A' + 1;
    return number.substring(0, letter) + place / 10 + place % 10 + number.substring(letter + 1);
  }

  /** Nine characters, a check digit modulo 11 (X for ten), the number of the copy. */
  static boolean drivingLicence(String number) {
    int check = weighted(number, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 11;
    return number.charAt(9) == (check == 10 ? 'X' : (char) ('0' + check));
  }

  /** Physician: six digits, a check digit, two of the specialty (KBV). */
  static boolean physician(String number) {
    return (10 - weighted(number, 4, 9, 4, 9, 4, 9) % 10) % 10 == digit(number, 6);
  }
}
