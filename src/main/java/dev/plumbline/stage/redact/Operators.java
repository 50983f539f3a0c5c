package dev.plumbline.stage.redact;

import dev.plumbline.policy.Privacy.Operator;
import dev.plumbline.stage.redact.detect.Placeholders;
import java.util.Locale;

/** What stands in a value's place, under Presidio's names. */
final class Operators {

  private static final String CARD = "CREDIT_CARD";
  private static final int KEPT_DIGITS = 4;
  private static final int HASH_DIGITS = 16;

  private final KeyedHash hash;

  Operators(KeyedHash hash) {
    this.hash = hash;
  }

  String apply(Operator operator, String entity, String value) {
    return switch (operator) {
      case REPLACE -> "<" + entity + ">";
      case MASK -> mask(value, entity.equals(CARD));
      case HASH -> "<" + entity + ":" + hash(entity, canonical(entity, value)) + ">";
    };
  }

  /** As long as the value; a card keeps its last four digits. */
  private static String mask(String value, boolean keepEnd) {
    if (!keepEnd) {
      return "*".repeat(value.length());
    }
    StringBuilder digits = new StringBuilder();
    value
        .codePoints()
        .filter(Character::isDigit)
        .forEach(digit -> digits.append(Character.digit(digit, 10)));
    String kept = digits.substring(digits.length() - KEPT_DIGITS);
    return "*".repeat(value.length() - KEPT_DIGITS) + kept;
  }

  /** A hash with a long row of digits could be taken for a number, so it is hashed once more. */
  private String hash(String entity, String value) {
    String hex = hash.hex(entity, value, HASH_DIGITS);
    while (!Placeholders.isSafe(hex)) {
      hex = hash.hex(entity, hex, HASH_DIGITS);
    }
    return hex;
  }

  /** The same number has the same hash however its digits are grouped. */
  private static String canonical(String entity, String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return switch (entity) {
      case "EMAIL_ADDRESS", "URL", "IP_ADDRESS" -> lower;
      default -> alphanumeric(lower);
    };
  }

  private static String alphanumeric(String value) {
    StringBuilder kept = new StringBuilder(value.length());
    value
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(
            c -> {
              int digit = Character.digit(c, 10);
              kept.appendCodePoint(digit >= 0 ? '0' + digit : c);
            });
    return kept.toString();
  }
}
