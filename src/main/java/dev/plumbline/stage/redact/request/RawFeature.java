package dev.plumbline.stage.redact.request;

import dev.plumbline.stage.redact.text.RedactedText;
import java.math.BigDecimal;
import java.math.BigInteger;

/** One feature. Its name tells what its value is: {@code passportNumber: "X1234567"}. */
final class RawFeature {

  private static final int SHORTEST_NUMBER = 9;

  private RawFeature() {}

  /**
   * A card or telephone number is one without quotes, too; what was a number becomes a text.
   *
   * @param words of its name
   */
  static Object redacted(String words, Object value, MessageRedaction message) {
    if (value instanceof String text) {
      return message.redact("features", text, words).text();
    }
    String digits = digits(value);
    if (digits.length() < SHORTEST_NUMBER) {
      return value;
    }
    RedactedText redacted = message.redact("features", digits, words);
    return redacted.changed() ? redacted.text() : value;
  }

  /** {@code passportNumber} and {@code passport_number} are two words. */
  static String words(String name) {
    StringBuilder words = new StringBuilder(name.length() + 4);
    int before = ' ';
    for (int i = 0; i < name.length(); i += Character.charCount(before)) {
      int c = name.codePointAt(i);
      boolean inWord = Character.isLetterOrDigit(c);
      boolean hump = c >= 'A' && c <= 'Z' && isLowerOrDigit(before);
      if ((inWord ? hump : Character.isLetterOrDigit(before)) || (!inWord && i == 0)) {
        words.append(' ');
      }
      if (inWord) {
        words.appendCodePoint(c);
      }
      before = c;
    }
    return words.toString();
  }

  private static boolean isLowerOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  /** Those before the point, without a sign. */
  private static String digits(Object value) {
    if (value instanceof Double number) {
      return new BigDecimal(number).toBigInteger().abs().toString();
    }
    return value instanceof Long || value instanceof BigInteger
        ? value.toString().replace("-", "")
        : "";
  }
}
