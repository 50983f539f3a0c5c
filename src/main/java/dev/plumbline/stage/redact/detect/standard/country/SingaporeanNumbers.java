package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.weighted;

import dev.plumbline.stage.redact.detect.standard.digits.AsciiClasses;
import java.util.Map;
import java.util.function.Predicate;

/** Singapore. Numbers come without separators, letters in upper case. */
final class SingaporeanNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of("sg_person", SingaporeanNumbers::person, "sg_entity", SingaporeanNumbers::entity);

  private static final String UEN = "ABCDEFGHJKLMNPQRSTUVWX0123456789";

  private SingaporeanNumbers() {}

  static boolean person(String number) {
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
  static boolean entity(String number) {
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
}
