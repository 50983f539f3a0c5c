package dev.plumbline.cli.canary;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Random characters of a shape, and the sums that standards ask for. */
final class Shapes {

  private Shapes() {}

  /** A digit for every #, 1-9 for !, a capital letter for every @, all else as it is. */
  static String of(Random random, String shape) {
    StringBuilder out = new StringBuilder();
    for (char c : shape.toCharArray()) {
      switch (c) {
        case '#' -> out.append((char) ('0' + random.nextInt(10)));
        case '!' -> out.append((char) ('1' + random.nextInt(9)));
        case '@' -> out.append((char) ('A' + random.nextInt(26)));
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  static String anyOf(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  static String word(Random random, int length) {
    return of(random, "@".repeat(length)).toLowerCase(Locale.ROOT);
  }

  /** The sum of digits times weights, by place; letters count 10 to 35. */
  static int weighted(String digits, IntUnaryOperator weight) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += Character.digit(digits.charAt(i), 36) * weight.applyAsInt(i);
    }
    return sum;
  }

  static int weighted(String digits, int... weights) {
    return weighted(digits, i -> weights[i]);
  }

  /** ISO/IEC 7812-1, annex B: the check digit appended. */
  static String luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? 2 * digit : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return digits + (10 - sum % 10) % 10;
  }

  /** ISO 13616: country, check digits, the rest. */
  static String iban(String country, String rest) {
    BigInteger number = new BigInteger(numeric(rest + country + "00"));
    int check = 98 - number.mod(BigInteger.valueOf(97)).intValue();
    return "%s%02d%s".formatted(country, check, rest);
  }

  private static String numeric(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append(Character.digit(c, 36)));
    return out.toString();
  }
}
