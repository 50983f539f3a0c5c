package dev.plumbline.stage.redact.detect;

/** What may stand right before and after a match. */
enum Edge {
  /** No letter, digit or mark, and no longer number: a digit behind {@code - . , / :}. */
  NUMBER(1),
  /** No letter, digit or mark. */
  WORD(2),
  /** No digit; letters may touch. */
  DIGIT(4),
  /** As WORD, and no {@code - _ .} either, of which keys are made. */
  TOKEN(8);

  private static final int ALL = 15;

  private final int bit;

  Edge(int bit) {
    this.bit = bit;
  }

  boolean isIn(int edges) {
    return (edges & bit) != 0;
  }

  /** Those that a match has which begins there: asked once for all patterns. */
  static int beginning(char[] text, int start) {
    if (start == 0) {
      return ALL;
    }
    char before = text[start - 1];
    boolean within = joins(before) && start > 1 && Chars.isDigit(text[start - 2]);
    return around(before, within, before == '.');
  }

  /** Those that a match has which ends there. */
  static int ending(char[] text, int end, int length) {
    if (end == length) {
      return ALL;
    }
    char after = text[end];
    boolean within = joins(after) && end + 1 < length && Chars.isDigit(text[end + 1]);
    return around(after, within, false);
  }

  private static int around(char c, boolean withinNumber, boolean withinToken) {
    if (Chars.isWord(c)) {
      return Chars.isDigit(c) ? 0 : DIGIT.bit;
    }
    int edges = WORD.bit | DIGIT.bit;
    edges |= withinNumber ? 0 : NUMBER.bit;
    return withinToken || c == '-' || c == '_' ? edges : edges | TOKEN.bit;
  }

  private static boolean joins(char c) {
    return c == '-' || c == '.' || c == ',' || c == '/' || c == ':';
  }
}
