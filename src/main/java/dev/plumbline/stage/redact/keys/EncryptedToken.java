package dev.plumbline.stage.redact.keys;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the operator {@code encrypt} leaves: {@code <ENTITY:enc:LETTERS>}.
 *
 * @param ciphertext the letters
 */
public record EncryptedToken(String entity, String ciphertext) {

  /** Every token in a text; {@link #of} reads a match. */
  public static final Pattern PATTERN = Pattern.compile("<([A-Z][A-Z_]{1,39}):enc:([A-Za-f]+)>");

  public static EncryptedToken of(Matcher match) {
    return new EncryptedToken(match.group(1), match.group(2));
  }

  @Override
  public String toString() {
    return "<" + entity + ":enc:" + ciphertext + ">";
  }
}
