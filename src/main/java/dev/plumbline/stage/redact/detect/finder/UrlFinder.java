package dev.plumbline.stage.redact.detect.finder;

import dev.plumbline.stage.redact.detect.characters.CharacterClasses;
import dev.plumbline.stage.redact.detect.characters.ContextWords;
import dev.plumbline.stage.redact.detect.characters.FoldedText;
import java.util.Locale;
import java.util.Set;

/**
 * Addresses on the web: anything with a scheme, {@code www.} names, hosts with a path, and bare
 * hosts under a top-level domain that is no word of a language.
 */
public final class UrlFinder implements EntityFinder {

  /** {@code de}. */
  public static final int SHORTEST_TOP = 2;

  /** {@code //x}. */
  public static final int SHORTEST_BEHIND_SCHEME = 3;

  private static final int LONGEST_SCHEME = 20;
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_HOST = 253;
  private static final String CLOSING = ".,;:!?)]}'*";
  private static final double HOST_WITH_PATH = 0.9;
  private static final double BARE_HOST = 0.5;

  private static final Set<String> DOMAINS =
      Set.of(
          ("com org net edu gov mil int info biz io dev app ai eu uk de fr es nl se fi pl cz dk ch"
                  + " ru cn jp kr br au ca mx nz za tv xyz online site shop cloud")
              .split(" "));

  private final String entity;
  private final double score;

  public UrlFinder(String entity, double score) {
    this.entity = entity;
    this.score = score;
  }

  @Override
  public void at(FoldedText text, int at, DetectionCandidates candidates) {
    char[] chars = text.units();
    if (candidates.isTaken(at, at + 1)) {
      return;
    }
    if (chars[at] == ':') {
      scheme(text, at, candidates);
    } else if (isInHost(chars, at, text.length())) {
      host(text, at, candidates);
    }
  }

  private void scheme(FoldedText text, int colon, DetectionCandidates candidates) {
    char[] chars = text.units();
    if (!startsWith(chars, colon, text.length(), "://")) {
      return;
    }
    int start = colon;
    while (start > 0 && colon - start < LONGEST_SCHEME && isScheme(chars[start - 1])) {
      start--;
    }
    while (start < colon && !isLetter(chars[start])) {
      start++;
    }
    int end = colon - start >= 2 ? solidEnd(chars, colon + 3, text.length()) : 0;
    if (end > colon + 3) {
      candidates.add(entity, start, end, score, ContextWords.NONE);
    }
  }

  /** A full stop that is not the first of its host was looked at with the first. */
  private static boolean isInHost(char[] chars, int at, int length) {
    return at > 0
        && at + 1 < length
        && CharacterClasses.is(chars[at + 1], CharacterClasses.WORD | CharacterClasses.UNSPACED)
        && (CharacterClasses.isWord(chars[at - 1]) || chars[at - 1] == '-');
  }

  private void host(FoldedText text, int dot, DetectionCandidates candidates) {
    char[] chars = text.units();
    int start = dot;
    while (start > 0 && dot - start <= LONGEST_LABEL && isLabel(chars[start - 1])) {
      start--;
    }
    char before = start > 0 ? chars[start - 1] : ' ';
    if (dot == start
        || dot - start > LONGEST_LABEL
        || before == '@'
        || before == '.'
        || CharacterClasses.isWord(before)) {
      return;
    }
    int end = hostEnd(chars, start, text.length());
    if (isWww(chars, start, dot) && end > dot + 1) {
      int whole = solidEnd(chars, dot + 1, text.length());
      if (hasDot(chars, dot + 1, whole)) {
        candidates.add(entity, start, whole, score, ContextWords.NONE);
      }
    } else if (end > dot) {
      bare(text, start, end, before, candidates);
    }
  }

  private void bare(
      FoldedText text, int start, int end, char before, DetectionCandidates candidates) {
    char[] chars = text.units();
    int top = lastDot(chars, start, end) + 1;
    if (!isLetters(chars, top, end)) {
      return;
    }
    int path = portEnd(chars, end, text.length());
    if (before != '/' && path < text.length() && chars[path] == '/') {
      int whole = solidEnd(chars, path + 1, text.length());
      if (whole > path + 1) {
        candidates.add(entity, start, whole, HOST_WITH_PATH, ContextWords.NONE);
        return;
      }
    }
    char after = end < text.length() ? chars[end] : ' ';
    String domain = new String(chars, top, end - top).toLowerCase(Locale.ROOT);
    if (after != '@'
        && after != '-'
        && !CharacterClasses.isWord(after)
        && DOMAINS.contains(domain)) {
      candidates.add(entity, start, end, BARE_HOST, ContextWords.NONE);
    }
  }

  /** The end of the host's labels; 0 when the run is too long to be one. */
  private static int hostEnd(char[] chars, int start, int length) {
    int end = start;
    while (end < length
        && end - start <= LONGEST_HOST
        && CharacterClasses.is(chars[end], CharacterClasses.HOST)) {
      end++;
    }
    if (end - start > LONGEST_HOST) {
      return 0;
    }
    while (end > start && (chars[end - 1] == '.' || chars[end - 1] == '-')) {
      end--;
    }
    return end;
  }

  /** The end of what is written without a break, closing punctuation left to the sentence. */
  private static int solidEnd(char[] chars, int from, int length) {
    int end = from;
    while (end < length
        && CharacterClasses.is(chars[end], CharacterClasses.SOLID)
        && !isSentence(chars, from, end)) {
      end++;
    }
    while (end > from && CLOSING.indexOf(chars[end - 1]) >= 0) {
      end--;
    }
    return end;
  }

  /** In a script without spaces the sentence goes on right behind a letter or a comma. */
  private static boolean isSentence(char[] chars, int from, int at) {
    if (at == from || !CharacterClasses.is(chars[at], CharacterClasses.UNSPACED)) {
      return false;
    }
    char before = chars[at - 1];
    return CharacterClasses.isWord(before) || CLOSING.indexOf(before) > 0;
  }

  private static int portEnd(char[] chars, int from, int length) {
    int end = from;
    if (end < length && chars[end] == ':') {
      end++;
      while (end < length && end - from <= 5 && CharacterClasses.isDigit(chars[end])) {
        end++;
      }
    }
    return end;
  }

  private static boolean isWww(char[] chars, int start, int dot) {
    int length = dot - start;
    return (length == 3 || (length == 4 && CharacterClasses.isDigit(chars[start + 3])))
        && (chars[start] | 32) == 'w'
        && (chars[start + 1] | 32) == 'w'
        && (chars[start + 2] | 32) == 'w';
  }

  private static boolean hasDot(char[] chars, int from, int to) {
    return lastDot(chars, from + 1, to - 1) > from;
  }

  private static int lastDot(char[] chars, int from, int to) {
    int at = to - 1;
    while (at >= from && chars[at] != '.') {
      at--;
    }
    return at;
  }

  private static boolean isLetters(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isLetter(chars[i])) {
        return false;
      }
    }
    return to - from >= SHORTEST_TOP && to - from <= 24;
  }

  private static boolean startsWith(char[] chars, int at, int length, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (at + i >= length || chars[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isScheme(char c) {
    return CharacterClasses.is(c, CharacterClasses.HOST) || c == '+';
  }

  private static boolean isLabel(char c) {
    return CharacterClasses.is(c, CharacterClasses.HOST) && c != '.';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
