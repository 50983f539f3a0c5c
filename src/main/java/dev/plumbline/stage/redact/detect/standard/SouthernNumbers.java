package dev.plumbline.stage.redact.detect.standard;

import static dev.plumbline.stage.redact.detect.standard.CheckDigits.digit;
import static dev.plumbline.stage.redact.detect.standard.CheckDigits.weighted;

/** Australia, Nigeria, South Africa. Numbers come without separators. */
final class SouthernNumbers {

  private SouthernNumbers() {}

  /** The first digit less one, modulo 89 (Australian Business Register). */
  static boolean australianBusiness(String number) {
    int sum = weighted(number, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10;
    return number.charAt(0) != '0' && sum % 89 == 0;
  }

  static boolean australianCompany(String number) {
    return (10 - weighted(number, 8, 7, 6, 5, 4, 3, 2, 1) % 10) % 10 == digit(number, 8);
  }

  /** The ninth digit checks the first eight; a tenth tells the card, an eleventh the person. */
  static boolean medicare(String number) {
    return weighted(number, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == digit(number, 8);
  }

  static boolean taxFile(String number) {
    return weighted(number, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0;
  }

  /** Birthday, citizenship, Luhn (Identification Act 68 of 1997). */
  static boolean southAfrican(String number) {
    return IdentifierDates.isYearMonthDay(number)
        && number.charAt(10) <= '2'
        && CheckDigits.luhn(number);
  }
}
