package dev.plumbline.stage.redact.detect.standard;

import static dev.plumbline.stage.redact.detect.standard.CheckDigits.digit;
import static dev.plumbline.stage.redact.detect.standard.CheckDigits.verhoeff;
import static dev.plumbline.stage.redact.detect.standard.CheckDigits.weighted;

import java.util.Set;

/** India, Korea, Singapore, Thailand, Türkiye. No separators, letters in upper case. */
final class AsianNumbers {

  private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String UEN = "ABCDEFGHJKLMNPQRSTUVWX0123456789";

  private static final Set<String> INDIAN_STATES =
      Set.of(
          ("AN AP AR AS BH BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR"
                  + " PB PY RJ SK TG TN TR TS UA UK UP WB")
              .split(" "));

  private AsianNumbers() {}

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

  static boolean indianVehicle(String number) {
    return INDIAN_STATES.contains(number.substring(0, 2));
  }

  /** Of the seven digits, by Luhn (Election Commission). */
  static boolean indianVoter(String number) {
    return CheckDigits.luhn(number.substring(3));
  }

  static boolean koreanBirthday(String number) {
    return IdentifierDates.isYearMonthDay(number);
  }

  /** Numbers given before October 2020 have a check digit; foreigners' differ by two. */
  static boolean koreanChecked(String number) {
    int sum = weighted(number, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5);
    int base = number.charAt(6) >= '5' && number.charAt(6) <= '8' ? 13 : 11;
    return koreanBirthday(number) && (base - sum % 11) % 10 == digit(number, 12);
  }

  /** Weights 1, 3, 7; the ninth product adds its tens, too (National Tax Service). */
  static boolean koreanBusiness(String number) {
    int sum = weighted(number, 1, 3, 7, 1, 3, 7, 1, 3, 5) + digit(number, 8) * 5 / 10;
    return (10 - sum % 10) % 10 == digit(number, 9);
  }

  static boolean singaporePerson(String number) {
    char series = number.charAt(0);
    int offset = series == 'T' || series == 'G' ? 4 : series == 'M' ? 3 : 0;
    int rest = (offset + weighted(number.substring(1), 2, 7, 6, 5, 4, 3, 2)) % 11;
    String letters =
        switch (series) {
          case 'S', 'T' -> "JZIHGFEDCBA";
          case 'M' -> "XWUTRQPNJLK";
          default -> "XWUTRQPNMLK";
        };
    return number.charAt(8) == letters.charAt(rest);
  }

  /** Businesses, local companies and other entities each have weights of their own (ACRA). */
  static boolean singaporeEntity(String number) {
    char last = number.charAt(number.length() - 1);
    if (number.length() == 9) {
      return last == "XMKECAWLJDB".charAt(weighted(number, 10, 4, 9, 3, 8, 2, 7, 1) % 11);
    }
    if (AsciiClasses.isDigit(number.charAt(0))) {
      return last == "ZKCMDNERGWH".charAt(weighted(number, 10, 8, 6, 4, 9, 7, 5, 3, 1) % 11);
    }
    int[] weights = {4, 3, 5, 3, 10, 2, 2, 5, 7};
    int sum = -5;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * UEN.indexOf(number.charAt(i));
    }
    return last == UEN.charAt(Math.floorMod(sum, 11));
  }

  static boolean thai(String number) {
    int sum = weighted(number, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2);
    return number.charAt(0) != '0'
        && number.charAt(0) != '9'
        && (11 - sum % 11) % 10 == digit(number, 12);
  }

  static boolean turkish(String number) {
    int odd = weighted(number, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    int even = weighted(number, 0, 1, 0, 1, 0, 1, 0, 1);
    int tenth = Math.floorMod(7 * odd - even, 10);
    return number.charAt(0) != '0'
        && tenth == digit(number, 9)
        && (odd + even + tenth) % 10 == digit(number, 10);
  }
}
