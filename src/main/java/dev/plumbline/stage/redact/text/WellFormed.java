package dev.plumbline.stage.redact.text;

/** Texts that every encoding can carry. */
public final class WellFormed {

  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /** The text with U+FFFD for every surrogate that has lost its partner; as long as before. */
  public static String of(String text) {
    int first = firstLone(text, 0);
    if (first < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text);
    for (int lone = first; lone >= 0; lone = firstLone(text, lone + 1)) {
      out.setCharAt(lone, REPLACEMENT);
    }
    return out.toString();
  }

  private static int firstLone(String text, int from) {
    for (int i = firstSurrogate(text, from); i < text.length(); i = firstSurrogate(text, i)) {
      int codePoint = text.codePointAt(i);
      if (codePoint <= Character.MAX_SURROGATE) {
        return i; // a pair reads as one code point beyond them
      }
      i += Character.charCount(codePoint);
    }
    return -1;
  }

  /** Four at a time, as nearly all texts have none. */
  private static int firstSurrogate(String text, int from) {
    int at = from;
    while (at + 3 < text.length()
        && (text.charAt(at) | text.charAt(at + 1) | text.charAt(at + 2) | text.charAt(at + 3))
            < Character.MIN_SURROGATE) {
      at += 4;
    }
    while (at < text.length() && !Character.isSurrogate(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
