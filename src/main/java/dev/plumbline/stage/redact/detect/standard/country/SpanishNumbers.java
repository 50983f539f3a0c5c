package dev.plumbline.stage.redact.detect.standard.country;

import java.util.Map;
import java.util.function.Predicate;

/** Spain. Numbers come without separators, letters in upper case. */
final class SpanishNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of("es_nif", SpanishNumbers::nif, "es_nie", SpanishNumbers::nie);

  private static final String LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

  private SpanishNumbers() {}

  static boolean nif(String number) {
    return number.charAt(8) == LETTERS.charAt(Integer.parseInt(number.substring(0, 8)) % 23);
  }

  /** X, Y, Z stand for 0, 1, 2. */
  static boolean nie(String number) {
    return nif((number.charAt(0) - 'X') + number.substring(1));
  }
}
