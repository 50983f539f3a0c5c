package dev.plumbline.model;

/** What of a text reaches the tokenizer, which is native code and must be given valid Unicode. */
final class ModelText {

  /** No word piece is longer, so what lies beyond could not be among the tokens kept. */
  private static final int CHARS_PER_TOKEN = 64;

  private static final char REPLACEMENT = '\uFFFD';

  private ModelText() {}

  static boolean isTooLong(String text, int maxTokens) {
    return text.length() > maxTokens * CHARS_PER_TOKEN;
  }

  /** Cut before tokenizing (megabytes would take seconds), lone surrogates replaced. */
  static String prepare(String text, int maxTokens) {
    String cut = isTooLong(text, maxTokens) ? text.substring(0, maxTokens * CHARS_PER_TOKEN) : text;
    return prepare(cut);
  }

  /** Lone surrogates replaced; as long as before. */
  static String prepare(String text) {
    return isWellFormed(text) ? text : repair(text);
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static String repair(String text) {
    StringBuilder repaired = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c ->
                repaired.appendCodePoint(
                    c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                        ? REPLACEMENT
                        : c));
    return repaired.toString();
  }
}
