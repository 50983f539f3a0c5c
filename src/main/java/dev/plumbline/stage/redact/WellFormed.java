package dev.plumbline.stage.redact;

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
    int codePoint;
    for (int i = from; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      // A pair reads as one code point beyond them.
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        return i;
      }
    }
    return -1;
  }
}
