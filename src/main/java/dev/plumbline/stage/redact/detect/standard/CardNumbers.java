package dev.plumbline.stage.redact.detect.standard;

import dev.plumbline.stage.redact.detect.standard.digits.AsciiClasses;
import dev.plumbline.stage.redact.detect.standard.digits.CheckDigits;
import java.util.List;

/** Payment cards: a network's prefix and length, and Luhn's checksum (ISO/IEC 7812-1). */
final class CardNumbers {

  private static final int SHORTEST = 12;
  private static final int LONGEST = 19;

  /** Digits before a decimal point, as of 179.12; a card written with points has four. */
  private static final int LONGEST_DEGREES = 3;

  /** Prefixes {@code low} to {@code high} of the same width, and the lengths they come with. */
  private record Network(String low, String high, int shortest, int longest) {
    boolean issues(String number) {
      String prefix = number.substring(0, low.length());
      return number.length() >= shortest
          && number.length() <= longest
          && prefix.compareTo(low) >= 0
          && prefix.compareTo(high) <= 0;
    }
  }

  private static final List<Network> NETWORKS =
      List.of(
          new Network("4", "4", 13, 19), // Visa
          new Network("51", "55", 16, 16), // Mastercard
          new Network("2221", "2720", 16, 16), // Mastercard
          new Network("34", "34", 15, 15), // American Express
          new Network("37", "37", 15, 15), // American Express
          new Network("300", "305", 14, 19), // Diners Club
          new Network("3095", "3095", 14, 19), // Diners Club
          new Network("36", "36", 14, 19), // Diners Club
          new Network("38", "39", 14, 19), // Diners Club
          new Network("3528", "3589", 16, 19), // JCB
          new Network("2200", "2204", 16, 19), // Mir
          new Network("50", "50", 12, 19), // Maestro, RuPay, Verve
          new Network("56", "69", 12, 19), // Maestro, Discover, UnionPay, RuPay
          new Network("81", "82", 16, 19), // UnionPay, RuPay
          new Network("9792", "9792", 16, 16)); // Troy

  /** Of a card written in groups: four, six and five of American Express. */
  private static final int LONGEST_GROUP = 6;

  private CardNumbers() {}

  /** The longest run of whole digit groups from {@code start} on that is a card number. */
  static int accept(CharSequence text, int start, int end) {
    if (isFraction(text, start) || isDecimal(text, start, end)) {
      return MatchValidator.REFUSED;
    }
    StringBuilder digits = new StringBuilder(LONGEST);
    int best = MatchValidator.REFUSED;
    for (int i = start; i < end && digits.length() < LONGEST; i++) {
      if (AsciiClasses.isDigit(text.charAt(i))) {
        digits.append(text.charAt(i));
        boolean groupEnds = i + 1 == text.length() || !AsciiClasses.isDigit(text.charAt(i + 1));
        if (groupEnds && digits.length() >= SHORTEST && isCard(digits.toString())) {
          best = i + 1;
        }
      }
    }
    return best;
  }

  /** The digits of 0.5283812661704788 behind the point are as long as a card's. */
  private static boolean isFraction(CharSequence text, int start) {
    int whole = start - 1;
    while (whole > 0 && AsciiClasses.isDigit(text.charAt(whole - 1))) {
      whole--;
    }
    int digits = start - 1 - whole;
    return digits > 0 && digits <= LONGEST_DEGREES && text.charAt(start - 1) == '.';
  }

  /** 56.08339122957027 has a point and long digits behind it; a card's groups have six at most. */
  private static boolean isDecimal(CharSequence text, int start, int end) {
    int point = digitsEnd(text, start, end);
    return point - start <= LONGEST_DEGREES
        && point < end
        && text.charAt(point) == '.'
        && digitsEnd(text, point + 1, end) - point - 1 > LONGEST_GROUP;
  }

  private static int digitsEnd(CharSequence text, int start, int end) {
    int at = start;
    while (at < end && AsciiClasses.isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isCard(String number) {
    if (CheckDigits.luhn(number)) {
      for (Network network : NETWORKS) {
        if (network.issues(number)) {
          return true;
        }
      }
    }
    return false;
  }
}
