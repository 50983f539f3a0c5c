package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.digit;
import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.weighted;

import java.util.Map;
import java.util.function.Predicate;

/** Australia. Numbers come without separators, letters in upper case. */
final class AustralianNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of(
          "au_business",
          AustralianNumbers::business,
          "au_company",
          AustralianNumbers::company,
          "au_medicare",
          AustralianNumbers::medicare,
          "au_tax_file",
          AustralianNumbers::taxFile);

  private AustralianNumbers() {}

  /** The first digit less one, modulo 89 (Australian Business Register). */
  static boolean business(String number) {
    int sum = weighted(number, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10;
    return number.charAt(0) != '0' && sum % 89 == 0;
  }

  static boolean company(String number) {
    return (10 - weighted(number, 8, 7, 6, 5, 4, 3, 2, 1) % 10) % 10 == digit(number, 8);
  }

  /** The ninth digit checks the first eight; a tenth tells the card, an eleventh the person. */
  static boolean medicare(String number) {
    return weighted(number, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == digit(number, 8);
  }

  static boolean taxFile(String number) {
    return weighted(number, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0;
  }
}
