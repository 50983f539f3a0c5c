package dev.plumbline.stage.redact.detect.automaton;

import dev.plumbline.stage.redact.detect.automaton.PatternSyntax.Chars;
import dev.plumbline.stage.redact.detect.automaton.PatternSyntax.Choice;
import dev.plumbline.stage.redact.detect.automaton.PatternSyntax.Repeat;
import dev.plumbline.stage.redact.detect.automaton.PatternSyntax.Sequence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The part of the usual notation that a finite automaton can match in linear time: classes, groups,
 * alternatives, bounded repeats. What it cannot is refused with the place and the reason.
 */
final class PatternParser {

  private static final int MOST_REPEATS = BoundedPattern.LONGEST;

  private final String pattern;
  private final boolean spaced;
  private boolean ignoreCase;
  private int at;

  /**
   * @param spaced white space in the pattern means nothing
   */
  PatternParser(String pattern, boolean spaced) {
    this.pattern = pattern;
    this.spaced = spaced;
  }

  PatternSyntax parse() {
    skipBlank();
    if (pattern.startsWith("(?i)", at)) {
      ignoreCase = true;
      at += 4;
    }
    PatternSyntax syntax = choice();
    if (at < pattern.length()) {
      throw problem("')' has no '('");
    }
    return syntax;
  }

  private PatternSyntax choice() {
    List<PatternSyntax> options = new ArrayList<>();
    options.add(sequence());
    while (peek() == '|') {
      at++;
      options.add(sequence());
    }
    return options.size() == 1 ? options.get(0) : new Choice(options);
  }

  private PatternSyntax sequence() {
    List<PatternSyntax> parts = new ArrayList<>();
    for (char c = peek(); c != END && c != '|' && c != ')'; c = peek()) {
      parts.add(repeat(atom()));
    }
    return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
  }

  private PatternSyntax repeat(PatternSyntax part) {
    char c = peek();
    if (c == '*' || c == '+') {
      throw problem("an open repeat; bound it, for example {0,20}");
    }
    if (c != '?' && c != '{') {
      return part;
    }
    at++;
    int least = 0;
    int most = 1;
    if (c == '{') {
      least = number();
      most = pattern.startsWith(",", at) ? upper() : least;
      expect('}', "a repeat is {n} or {n,m}");
    }
    if (most < least || most < 1 || most > MOST_REPEATS) {
      throw problem("a repeat goes from fewer to more, at most " + MOST_REPEATS);
    }
    if (peek() == '?' || peek() == '+' || peek() == '*' || peek() == '{') {
      throw problem("a repeat of a repeat; the longest match is always taken");
    }
    return new Repeat(part, least, most);
  }

  private int upper() {
    at++;
    if (at < pattern.length() && pattern.charAt(at) == '}') {
      throw problem("an open repeat; bound it, for example {2,20}");
    }
    return number();
  }

  private int number() {
    int start = at;
    while (at < pattern.length() && Character.isDigit(pattern.charAt(at)) && at - start < 4) {
      at++;
    }
    if (at == start) {
      throw problem("a repeat is {n} or {n,m}");
    }
    return Integer.parseInt(pattern.substring(start, at));
  }

  private PatternSyntax atom() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' -> new Chars(new CharClass(this).read());
      case '.' -> new Chars(CharClass.any());
      case '\\' -> new Chars(CharClass.cased(escape(), ignoreCase));
      case '^', '$' -> throw problem("no anchors: what stands around a match is the edge's matter");
      case '?', '{' -> throw problem("a repeat of nothing");
      default -> new Chars(CharClass.cased(CharClass.single(c), ignoreCase));
    };
  }

  private PatternSyntax group() {
    if (pattern.startsWith("?:", at)) {
      at += 2;
    } else if (pattern.startsWith("?", at)) {
      throw problem("only (?:...) and a leading (?i); no look-around");
    }
    PatternSyntax inside = choice();
    expect(')', "'(' has no ')'");
    return inside;
  }

  /** After a backslash. */
  BitSet escape() {
    if (at == pattern.length()) {
      throw problem("a backslash at the end");
    }
    char c = pattern.charAt(at++);
    if (c == 'p') {
      return property();
    }
    BitSet named = CharClass.named(c);
    if (named == null) {
      throw problem("\\" + c + " is not supported");
    }
    return named;
  }

  private BitSet property() {
    if (pattern.startsWith("{L}", at)) {
      at += 3;
      return CharClass.letters();
    }
    throw problem("of \\p only \\p{L} is supported");
  }

  boolean ignoresCase() {
    return ignoreCase;
  }

  /** The next character of a class, where white space counts. */
  char inClass() {
    if (at == pattern.length()) {
      throw problem("'[' has no ']'");
    }
    return pattern.charAt(at++);
  }

  boolean follows(String text) {
    return pattern.startsWith(text, at);
  }

  static final char END = '\uffff';

  private char peek() {
    skipBlank();
    return at < pattern.length() ? pattern.charAt(at) : END;
  }

  private void skipBlank() {
    while (spaced && at < pattern.length() && Character.isWhitespace(pattern.charAt(at))) {
      at++;
    }
  }

  private void expect(char c, String otherwise) {
    if (peek() != c) {
      throw problem(otherwise);
    }
    at++;
  }

  IllegalArgumentException problem(String what) {
    return new IllegalArgumentException(what + ", at character " + at);
  }
}
