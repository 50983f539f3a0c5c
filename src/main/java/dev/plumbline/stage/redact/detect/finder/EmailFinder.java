package dev.plumbline.stage.redact.detect.finder;

import dev.plumbline.stage.redact.detect.characters.CharacterClasses;
import dev.plumbline.stage.redact.detect.characters.ContextWords;
import dev.plumbline.stage.redact.detect.characters.FoldedText;

/**
 * E-mail addresses, from their {@code @} to both sides. Around an address in ASCII a letter of a
 * script without spaces belongs to the sentence; an address in such a script takes them all.
 */
public record EmailFinder(String entity, double score) implements EntityFinder {

  /** {@code a.de}. */
  public static final int SHORTEST_DOMAIN = 4;

  private static final int LONGEST_LOCAL = 256;
  private static final int LONGEST_LABEL = 63;
  private static final int SHORTEST_TOP = 2;
  private static final int MOST_LABELS = 9;

  @Override
  public void at(FoldedText text, int at, DetectionCandidates candidates) {
    char[] chars = text.units();
    int end = domainEnd(chars, at + 1, text.length());
    if (end > 0) {
      int start = localStart(chars, at);
      if (start < at) {
        candidates.add(entity, start, end, score, ContextWords.NONE);
      }
    }
  }

  private static int localStart(char[] chars, int at) {
    boolean unspaced = at > 0 && CharacterClasses.is(chars[at - 1], CharacterClasses.UNSPACED);
    int start = at;
    while (start > 0 && at - start < LONGEST_LOCAL && isLocal(chars[start - 1], unspaced)) {
      start--;
    }
    while (start < at && !beginsLocal(chars[start])) {
      start++;
    }
    return start;
  }

  private static boolean isLocal(char c, boolean unspaced) {
    return CharacterClasses.is(c, CharacterClasses.MAIL)
        && (unspaced || !CharacterClasses.is(c, CharacterClasses.UNSPACED));
  }

  private static boolean beginsLocal(char c) {
    return CharacterClasses.isWordOfAnyScript(c) || "_%+-".indexOf(c) >= 0;
  }

  /** The end of the last label that can end a domain; 0 when there is none. */
  private static int domainEnd(char[] chars, int from, int length) {
    boolean unspaced = from < length && CharacterClasses.is(chars[from], CharacterClasses.UNSPACED);
    int end = 0;
    int at = from;
    for (int label = 0; label < MOST_LABELS; label++) {
      int start = at;
      while (at < length && at - start < LONGEST_LABEL && isLabel(chars[at], unspaced)) {
        at++;
      }
      if (at == start) {
        return end;
      }
      if (label > 0 && at - start >= SHORTEST_TOP && !CharacterClasses.isDigit(chars[start])) {
        end = chars[at - 1] == '-' ? end : at;
      }
      if (at == length || chars[at] != '.') {
        return end;
      }
      at++;
    }
    return end;
  }

  private static boolean isLabel(char c, boolean unspaced) {
    return CharacterClasses.isWord(c)
        || c == '-'
        || (unspaced && CharacterClasses.is(c, CharacterClasses.UNSPACED));
  }
}
