package dev.plumbline.stage.redact.detect;

import dev.plumbline.stage.redact.detect.automaton.PatternAutomaton;
import dev.plumbline.stage.redact.detect.automaton.PatternAutomaton.State;
import dev.plumbline.stage.redact.detect.characters.CharacterClasses;
import dev.plumbline.stage.redact.detect.characters.ContextWords;
import dev.plumbline.stage.redact.detect.characters.DigitGroups;
import dev.plumbline.stage.redact.detect.characters.FoldedText;
import dev.plumbline.stage.redact.detect.characters.MatchEdge;
import dev.plumbline.stage.redact.detect.characters.TriggerTable;
import dev.plumbline.stage.redact.detect.finder.DetectionCandidates;
import dev.plumbline.stage.redact.detect.finder.EntityFinder;
import dev.plumbline.stage.redact.detect.finder.PhoneFinder;
import dev.plumbline.stage.redact.detect.standard.MatchValidator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The one pass over a text. It goes from trigger to trigger; around each, at the beginning of each
 * word and of each number within a word, the automaton of all patterns goes on for as long as any
 * of them can. Addresses are looked for from the characters that show them, telephone numbers in
 * stretches of digits. Text without any of that costs one look into a table per character.
 */
final class TextScan {

  private final RecognizerSet recognizers;
  private final TriggerTable triggers;
  private final PatternAutomaton automaton;
  private final State atWord;
  private final State atSpaced;
  private final State atDigit;
  private final FoldedText text;
  private final char[] chars;
  private final int length;
  private final DetectionCandidates candidates;

  /** The patterns that matched at one place, and where their longest matches end: a few. */
  private int[] hits = {};

  private int[] ends = {};
  private int[] stretches = {};
  private int stretchCount;
  private int stretchEnd;
  private int solid;

  TextScan(RecognizerSet recognizers, FoldedText text) {
    this(recognizers, recognizers.triggers(), text);
  }

  /** With other triggers than the recognizers', for tests. */
  TextScan(RecognizerSet recognizers, TriggerTable triggers, FoldedText text) {
    this.recognizers = recognizers;
    this.triggers = triggers;
    this.automaton = recognizers.automaton();
    this.atWord = recognizers.atWord();
    this.atSpaced = recognizers.atSpaced();
    this.atDigit = recognizers.atDigit();
    this.text = text;
    this.chars = text.units();
    this.length = text.length();
    this.candidates = new DetectionCandidates(recognizers.surroundings(text));
  }

  DetectionCandidates run() {
    int at = 0;
    for (int next = triggers.next(chars, 0, length);
        next < length;
        next = triggers.next(chars, at, length)) {
      solid = TriggerTable.solid(chars, at, next);
      at = triggers.reach(chars, at, next, solid);
      while (at <= next) {
        at = CharacterClasses.isWord(chars[at]) ? word(at) : Math.max(other(chars[at], at), at + 1);
      }
    }
    PhoneFinder phones = recognizers.phones();
    for (int i = 0; phones != null && i < stretchCount; i++) {
      phones.at(text, stretches[i], candidates);
    }
    return candidates;
  }

  /** From the first character of a word to the first behind it. */
  private int word(int start) {
    int certain = match(start, start < solid ? atSpaced : atWord);
    if (certain > start) {
      return certain;
    }
    boolean digit = CharacterClasses.isDigit(chars[start]);
    if (digit) {
      stretch(start);
    }
    int at = start + 1;
    while (at < length && CharacterClasses.isWord(chars[at])) {
      boolean before = digit;
      digit = CharacterClasses.isDigit(chars[at]);
      certain = digit && !before ? match(at, atDigit) : at;
      at = Math.max(certain, at + 1);
    }
    return at;
  }

  private int other(char c, int at) {
    int certain = match(at, at < solid ? atSpaced : atWord);
    if (certain > at) {
      return certain;
    }
    if (CharacterClasses.is(c, CharacterClasses.ANCHOR)) {
      EntityFinder finder = recognizers.finder(c);
      if (finder != null) {
        finder.at(text, at, candidates);
      }
    } else if (c == '+' || c == '(') {
      stretch(at);
    }
    return at;
  }

  private void stretch(int at) {
    if (at >= stretchEnd && recognizers.phones() != null) {
      stretchEnd = DigitGroups.stretchEnd(chars, at, length);
      if (stretchCount == stretches.length) {
        stretches = Arrays.copyOf(stretches, 2 * stretchCount + 8);
      }
      stretches[stretchCount++] = at;
    }
  }

  /** The end of a match that nothing can outdo, behind which the scan goes on; or the start. */
  private int match(int start, State from) {
    State state = automaton.next(from, chars[start]);
    return state == null ? start : match(start, state, start + 1);
  }

  /** The longest match of each pattern with an edge where it ends. */
  private int match(int start, State first, int from) {
    int count = 0;
    @Nullable State state = first;
    for (int at = from; state != null; at++) {
      int[] accepted = state.accepted();
      int edges = accepted.length == 0 ? 0 : MatchEdge.ending(chars, at, length);
      for (int number : accepted) {
        if (recognizers.rule(number).edge().isIn(edges)) {
          count = hit(number, at, count);
        }
      }
      state = at < length ? automaton.next(state, chars[at]) : null;
    }
    int certain = start;
    for (int i = 0; i < count; i++) {
      certain = Math.max(certain, accept(recognizers.rule(hits[i]), start, ends[i]));
    }
    return certain;
  }

  private int hit(int number, int end, int count) {
    int at = 0;
    while (at < count && hits[at] != number) {
      at++;
    }
    if (at == hits.length) {
      hits = Arrays.copyOf(hits, 2 * at + 4);
      ends = Arrays.copyOf(ends, 2 * at + 4);
    }
    hits[at] = number;
    ends[at] = end;
    return Math.max(count, at + 1);
  }

  private int accept(PatternRule rule, int start, int longest) {
    if (rule.edge().isIn(MatchEdge.beginning(chars, start))) {
      int end = rule.validator().accept(text, start, longest);
      if (end > start && end != MatchValidator.REFUSED) {
        candidates.add(rule.entity(), start, end, rule.score(), rule.boost(), rule.context());
        return rule.score() >= 1 ? end : start;
      }
      if (rule.context() != ContextWords.NONE) {
        candidates.addLabelled(rule.entity(), start, longest, rule.context());
      }
    }
    return start;
  }
}
