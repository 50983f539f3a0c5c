package dev.plumbline.stage.redact.detect.standard.country;

import dev.plumbline.stage.redact.detect.standard.digits.CheckDigits;
import dev.plumbline.stage.redact.detect.standard.digits.IdentifierDates;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The People's Republic of China. No separators, letters in upper case. */
final class ChineseNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of(
          "cn_resident",
          ChineseNumbers::resident,
          "cn_old_resident",
          ChineseNumbers::oldResident,
          "cn_credit_code",
          ChineseNumbers::creditCode);

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final int[] USCC_WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };
  private static final String USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  /** GB/T 2260, first two digits. */
  private static final Set<String> PROVINCES =
      Set.of(
          ("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63"
                  + " 64 65 71 81 82 83")
              .split(" "));

  private ChineseNumbers() {}

  /** GB 11643-1999: province, birthday, and ISO/IEC 7064 MOD 11-2. */
  static boolean resident(String number) {
    int check = (12 - CheckDigits.weighted(number, WEIGHTS) % 11) % 11;
    return PROVINCES.contains(number.substring(0, 2))
        && isBirthday(number.substring(6, 14))
        && number.charAt(17) == (check == 10 ? 'X' : (char) ('0' + check));
  }

  private static boolean isBirthday(String digits) {
    int year = Integer.parseInt(digits.substring(0, 4));
    return year >= 1850
        && year < 2100
        && IdentifierDates.isDate(
            year, IdentifierDates.number(digits, 4), IdentifierDates.number(digits, 6));
  }

  /** Fifteen digits, as issued until 1999, without a check digit. */
  static boolean oldResident(String number) {
    return PROVINCES.contains(number.substring(0, 2))
        && IdentifierDates.isYearMonthDay(number.substring(6, 12));
  }

  /** GB 32100-2015, modulo 31. */
  static boolean creditCode(String number) {
    int sum = 0;
    for (int i = 0; i < USCC_WEIGHTS.length; i++) {
      sum += USCC_WEIGHTS[i] * USCC.indexOf(number.charAt(i));
    }
    return USCC.charAt((31 - sum % 31) % 31) == number.charAt(17);
  }
}
