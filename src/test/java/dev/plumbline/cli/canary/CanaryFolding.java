package dev.plumbline.cli.canary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes as a reader might still make them out: small letters and digits, JSON's escapes undone,
 * single separators left out. Anything else keeps what is beside it apart.
 */
final class CanaryFolding {

  private static final String SEPARATORS = " -._/:@+()\\,;|~*#=?&%'";
  private static final int MOST_SEPARATORS = 3;

  private CanaryFolding() {}

  static byte[] fold(byte[] bytes) {
    byte[] out = new byte[bytes.length];
    int length = 0;
    int separators = 0;
    for (int i = 0; i < bytes.length; i++) {
      int escaped = escaped(bytes, i);
      i += escaped < 0 ? 0 : 5;
      byte[] character =
          escaped < 0
              ? new byte[] {bytes[i]}
              : Character.toString(escaped).getBytes(StandardCharsets.UTF_8);
      if (isKept(character[0])) {
        for (byte each : character) {
          out[length++] = (byte) (each >= 'A' && each <= 'Z' ? each + 32 : each);
        }
        separators = 0;
      } else if (character[0] == 0
          || SEPARATORS.indexOf(character[0]) < 0
          || separators++ == MOST_SEPARATORS) {
        out[length++] = 0;
      }
    }
    return Arrays.copyOf(out, length);
  }

  private static boolean isKept(byte value) {
    return value < 0
        || value >= '0' && value <= '9'
        || value >= 'a' && value <= 'z'
        || value >= 'A' && value <= 'Z';
  }

  /** The character behind a backslash, u and four digits; -1 without them. */
  private static int escaped(byte[] bytes, int at) {
    if (bytes[at] != '\\' || at + 5 >= bytes.length || bytes[at + 1] != 'u') {
      return -1;
    }
    int character = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      character = character * 16 + digit;
    }
    return character;
  }
}
