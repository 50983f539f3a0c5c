package dev.plumbline.stage.redact.ner;

import dev.plumbline.model.TokenizedText;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins a text's tokens to words: runs of letters and digits, one Chinese character, or one mark.
 * Told from the text and not from the tokenizer, whose own words may hold the comma behind a name.
 */
final class TokenWords {

  /**
   * @param token the first one, whose label is the word's
   */
  record Word(int token, int start, int end) {}

  private TokenWords() {}

  static List<Word> of(String text, TokenizedText tokens) {
    List<Word> words = new ArrayList<>();
    Word open = null;
    for (int token = 0; token < tokens.length(); token++) {
      int start = tokens.starts()[token];
      int end = tokens.ends()[token];
      if (tokens.isSpecial(token) || start >= end) {
        continue;
      }
      if (open != null && start <= open.end() && (start < open.end() || joins(text, start))) {
        open = new Word(open.token(), open.start(), Math.max(open.end(), end));
        words.set(words.size() - 1, open);
      } else {
        open = new Word(token, start, end);
        words.add(open);
      }
    }
    return words;
  }

  /** The characters on both sides of the boundary are of one word. */
  private static boolean joins(String text, int boundary) {
    return isOfWord(text.codePointBefore(boundary)) && isOfWord(text.codePointAt(boundary));
  }

  private static boolean isOfWord(int c) {
    int type = Character.getType(c);
    return (Character.isLetterOrDigit(c) && !Character.isIdeographic(c))
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }
}
