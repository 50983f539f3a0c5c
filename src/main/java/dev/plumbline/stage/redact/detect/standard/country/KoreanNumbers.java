package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.digit;
import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.weighted;

import dev.plumbline.stage.redact.detect.standard.digits.IdentifierDates;
import java.util.Map;
import java.util.function.Predicate;

/** The Republic of Korea. Numbers come without separators, letters in upper case. */
final class KoreanNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of(
          "kr_birthday",
          KoreanNumbers::birthday,
          "kr_checked",
          KoreanNumbers::checked,
          "kr_business",
          KoreanNumbers::business);

  private KoreanNumbers() {}

  static boolean birthday(String number) {
    return IdentifierDates.isYearMonthDay(number);
  }

  /** Numbers given before October 2020 have a check digit; foreigners' differ by two. */
  static boolean checked(String number) {
    int sum = weighted(number, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5);
    int base = number.charAt(6) >= '5' && number.charAt(6) <= '8' ? 13 : 11;
    return birthday(number) && (base - sum % 11) % 10 == digit(number, 12);
  }

  /** Weights 1, 3, 7; the ninth product adds its tens, too (National Tax Service). */
  static boolean business(String number) {
    int sum = weighted(number, 1, 3, 7, 1, 3, 7, 1, 3, 5) + digit(number, 8) * 5 / 10;
    return (10 - sum % 10) % 10 == digit(number, 9);
  }
}
