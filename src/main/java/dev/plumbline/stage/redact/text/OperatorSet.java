package dev.plumbline.stage.redact.text;

import dev.plumbline.policy.PrivacyPolicy.Operation;
import dev.plumbline.stage.redact.detect.RedactionPlaceholders;
import dev.plumbline.stage.redact.keys.EncryptedToken;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import dev.plumbline.stage.redact.keys.ValueCipher;
import java.util.Locale;
import java.util.OptionalInt;

/** What stands in a value's place, under Presidio's names. */
record OperatorSet(RedactionKeys keys) {

  private static final int HASH_DIGITS = 16;

  String apply(Operation operation, String entity, String value, TokenNumbering numbering) {
    return switch (operation.operator()) {
      case REPLACE -> "<" + (operation.with() == null ? entity : operation.with()) + ">";
      case REDACT -> "";
      case MASK -> MaskOperator.of(value, operation.keepLast());
      case HASH -> "<" + entity + ":" + hash(entity, canonical(entity, value)) + ">";
      case ENCRYPT -> new EncryptedToken(entity, cipher().encrypt(entity, value)).toString();
      case TOKEN -> token(entity, numbering.number(entity, canonical(entity, value)));
      case KEEP -> throw new IllegalStateException("a kept entity is not looked for");
    };
  }

  private static String token(String entity, OptionalInt number) {
    return number.isPresent() ? "<" + entity + "_" + number.getAsInt() + ">" : "<" + entity + ">";
  }

  /** A hash with a long row of digits could be taken for a number, so it is hashed once more. */
  private String hash(String entity, String value) {
    String hex = keys.hash().hex(entity, value, HASH_DIGITS);
    while (!RedactionPlaceholders.isSafe(hex)) {
      hex = keys.hash().hex(entity, hex, HASH_DIGITS);
    }
    return hex;
  }

  private ValueCipher cipher() {
    ValueCipher cipher = keys.cipher();
    if (cipher == null) {
      throw new IllegalStateException("no keyset for encryption");
    }
    return cipher;
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
