package dev.plumbline.stage.redact.detect.characters;

/** What may stand right before and after a match. */
public enum MatchEdge {
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

  MatchEdge(int bit) {
    this.bit = bit;
  }

  public boolean isIn(int edges) {
    return (edges & bit) != 0;
  }

  /** Those that a match has which begins there: asked once for all patterns. */
  public static int beginning(char[] text, int start) {
    if (start == 0) {
      return ALL;
    }
    char before = text[start - 1];
    boolean within = joins(before) && start > 1 && CharacterClasses.isDigit(text[start - 2]);
    return around(before, within, before == '.');
  }

  /** Those that a match has which ends there. */
  public static int ending(char[] text, int end, int length) {
    if (end == length) {
      return ALL;
    }
    char after = text[end];
    boolean within = joins(after) && end + 1 < length && CharacterClasses.isDigit(text[end + 1]);
    return around(after, within, false);
  }

  private static int around(char c, boolean withinNumber, boolean withinToken) {
    if (CharacterClasses.isWord(c)) {
      return CharacterClasses.isDigit(c) ? 0 : DIGIT.bit;
    }
    int edges = WORD.bit | DIGIT.bit;
    edges |= withinNumber ? 0 : NUMBER.bit;
    return withinToken || c == '-' || c == '_' ? edges : edges | TOKEN.bit;
  }

  private static boolean joins(char c) {
    return c == '-' || c == '.' || c == ',' || c == '/' || c == ':';
  }
}
