package dev.plumbline.stage.redact.text;

import org.jspecify.annotations.Nullable;

/** Stars as long as the value, but for the last letters and digits. */
final class MaskOperator {

  /** What everyone prints of a card's sixteen. */
  private static final int KEPT = 4;

  private static final int SHORTEST_KEPT_OF = 12;
  private static final int DECIMAL = 10;

  private MaskOperator() {}

  /**
   * @param keepLast null leaves four of twelve or more and none of fewer; a value that has no more
   *     is masked whole
   */
  static String of(String value, @Nullable Integer keepLast) {
    int[] plain = value.codePoints().filter(Character::isLetterOrDigit).toArray();
    int asked = keepLast == null ? plain.length < SHORTEST_KEPT_OF ? 0 : KEPT : keepLast;
    int kept = plain.length > asked ? asked : 0;
    StringBuilder end = new StringBuilder();
    for (int i = plain.length - kept; i < plain.length; i++) {
      int digit = Character.digit(plain[i], DECIMAL);
      end.appendCodePoint(digit >= 0 ? '0' + digit : plain[i]);
    }
    return "*".repeat(value.length() - end.length()) + end;
  }
}
