package dev.plumbline.stage.redact.detect.standard;

import dev.plumbline.stage.redact.detect.standard.digits.AsciiClasses;

/** Keys and tokens, whose ends a bounded pattern does not reach. */
final class SecretTokens {

  private static final String PEM_END = "-----END ";

  private SecretTokens() {}

  /** The three parts of a signed token (RFC 7515), however long. */
  static int jwt(CharSequence text, int start, int end) {
    int at = end;
    while (at < text.length() && isUrlSafe(text.charAt(at))) {
      at++;
    }
    while (text.charAt(at - 1) == '.') {
      at--;
    }
    return at;
  }

  /** To the end of the block (RFC 7468), or of what could be one when its end is missing. */
  static int pem(CharSequence text, int start, int end) {
    int at = end;
    while (at < text.length() && isPem(text.charAt(at))) {
      if (startsWith(text, at, PEM_END)) {
        return lineEnd(text, at + PEM_END.length());
      }
      at++;
    }
    while (Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static int lineEnd(CharSequence text, int from) {
    int at = from;
    while (at < text.length()
        && (text.charAt(at) == ' ' || AsciiClasses.isLetter(text.charAt(at)))) {
      at++;
    }
    while (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    return at;
  }

  /** A key has letters and digits of either kind; words joined by hyphens have not. */
  static int mixed(CharSequence text, int start, int end) {
    boolean digit = false;
    boolean letter = false;
    for (int i = start; i < end; i++) {
      digit |= AsciiClasses.isDigit(text.charAt(i));
      letter |= AsciiClasses.isLetter(text.charAt(i));
    }
    return digit && letter ? end : MatchValidator.REFUSED;
  }

  private static boolean isUrlSafe(char c) {
    return AsciiClasses.isDigit(c) || AsciiClasses.isLetter(c) || c == '-' || c == '_' || c == '.';
  }

  /** Base64, white space also as {@code \n}, and headers. */
  private static boolean isPem(char c) {
    return AsciiClasses.isDigit(c) || AsciiClasses.isLetter(c) || "+/=-\\,: \r\n\t".indexOf(c) >= 0;
  }

  private static boolean startsWith(CharSequence text, int at, String start) {
    for (int i = 0; i < start.length(); i++) {
      if (at + i >= text.length() || text.charAt(at + i) != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
