package dev.plumbline.stage.redact.detect;

import java.util.Locale;
import java.util.Set;

/** Words near a match that make it more likely; whole words, never parts of words. */
record Context(Set<String> words) {

  static final double BOOST = 0.35;

  private static final int WORDS_BEFORE = 6;
  private static final int WORDS_AFTER = 3;
  private static final int REACH = 100;

  Context {
    words = Set.copyOf(words);
  }

  boolean near(CharSequence text, int start, int end) {
    return !words.isEmpty() && (before(text, start) || after(text, end));
  }

  private boolean before(CharSequence text, int start) {
    int from = Math.max(0, start - REACH);
    int at = start;
    for (int word = 0; word < WORDS_BEFORE; word++) {
      int end = at;
      while (end > from && !isWord(text.charAt(end - 1))) {
        end--;
      }
      at = end;
      while (at > from && isWord(text.charAt(at - 1))) {
        at--;
      }
      if (at == end) {
        return false;
      }
      if (known(text, at, end)) {
        return true;
      }
    }
    return false;
  }

  private boolean after(CharSequence text, int end) {
    int to = Math.min(text.length(), end + REACH);
    int at = end;
    for (int word = 0; word < WORDS_AFTER; word++) {
      int start = at;
      while (start < to && !isWord(text.charAt(start))) {
        start++;
      }
      at = start;
      while (at < to && isWord(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        return false;
      }
      if (known(text, start, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean known(CharSequence text, int start, int end) {
    return words.contains(text.subSequence(start, end).toString().toLowerCase(Locale.ROOT));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c);
  }
}
