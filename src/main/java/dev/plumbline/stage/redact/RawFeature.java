package dev.plumbline.stage.redact;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** One feature. Its name tells what its value is: {@code passportNumber: "X1234567"}. */
final class RawFeature {

  private static final int SHORTEST_NUMBER = 9;
  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[^\\p{L}\\p{N}]+");

  private RawFeature() {}

  /** A card or telephone number is one without quotes, too; what was a number becomes a text. */
  static Object redacted(String name, Object value, Message message) {
    String words = BETWEEN_WORDS.matcher(name).replaceAll(" ");
    if (value instanceof String text) {
      return message.redact("features", text, words).text();
    }
    String digits = digits(value);
    if (digits.length() < SHORTEST_NUMBER) {
      return value;
    }
    Redacted redacted = message.redact("features", digits, words);
    return redacted.changed() ? redacted.text() : value;
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
