package dev.plumbline.stage.redact.detect;

/** What may stand right before and after a match. */
enum Edge {
  /** No letter, digit or mark, and no longer number: a digit behind {@code - . , / :}. */
  NUMBER,
  /** No letter, digit or mark. */
  WORD,
  /** No digit; letters may touch. */
  DIGIT,
  /** As WORD, and no {@code - _ .} either, of which keys are made. */
  TOKEN;

  boolean begins(char[] text, int start) {
    if (start == 0) {
      return true;
    }
    char before = text[start - 1];
    return switch (this) {
      case WORD -> !Chars.isWord(before);
      case DIGIT -> !Chars.isDigit(before);
      case TOKEN -> !Chars.isWord(before) && "-_.".indexOf(before) < 0;
      case NUMBER ->
          !Chars.isWord(before) && !(joins(before) && start > 1 && Chars.isDigit(text[start - 2]));
    };
  }

  boolean ends(char[] text, int end, int length) {
    if (end == length) {
      return true;
    }
    char after = text[end];
    return switch (this) {
      case WORD -> !Chars.isWord(after);
      case DIGIT -> !Chars.isDigit(after);
      case TOKEN -> !Chars.isWord(after) && "-_".indexOf(after) < 0;
      case NUMBER ->
          !Chars.isWord(after)
              && !(joins(after) && end + 1 < length && Chars.isDigit(text[end + 1]));
    };
  }

  private static boolean joins(char c) {
    return c == '-' || c == '.' || c == ',' || c == '/' || c == ':';
  }
}
