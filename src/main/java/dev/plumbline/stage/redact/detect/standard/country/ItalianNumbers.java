package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.digit;
import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.luhn;

import dev.plumbline.stage.redact.detect.standard.digits.AsciiClasses;
import java.util.Map;
import java.util.function.Predicate;

/** Italy. Numbers come without separators, letters in upper case. */
final class ItalianNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of("it_fiscal_code", ItalianNumbers::fiscalCode, "it_vat", ItalianNumbers::vat);

  private static final String MONTHS = "ABCDEHLMPRST";

  private static final String OMOCODIA = "LMNPQRSTUV";

  private static final int[] ODD_PLACES = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private ItalianNumbers() {}

  /**
   * Codice fiscale (DM 23/12/1976); homonyms have letters in place of digits, though sixteen
   * letters are taken for a word.
   */
  static boolean fiscalCode(String code) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int value = digit(code, i);
      value -= value >= 10 ? 10 : 0;
      sum += i % 2 == 0 ? ODD_PLACES[value] : value;
    }
    int day = 10 * plain(code.charAt(9)) + plain(code.charAt(10));
    return code.chars().anyMatch(c -> AsciiClasses.isDigit((char) c))
        && code.charAt(15) == (char) ('A' + sum % 26)
        && MONTHS.indexOf(code.charAt(8)) >= 0
        && day % 40 >= 1
        && day <= 71
        && day % 40 <= 31;
  }

  private static int plain(char c) {
    return AsciiClasses.isDigit(c) ? c - '0' : OMOCODIA.indexOf(c);
  }

  static boolean vat(String number) {
    String digits = number.substring(number.length() - 11);
    int office = Integer.parseInt(digits.substring(7, 10));
    boolean known = (office >= 1 && office <= 121) || office == 888 || office == 999;
    return known && !digits.startsWith("0000000") && luhn(digits);
  }
}
