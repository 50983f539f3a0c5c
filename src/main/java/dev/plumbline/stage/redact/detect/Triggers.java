package dev.plumbline.stage.redact.detect;

import dev.plumbline.stage.redact.detect.automaton.Trigger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The characters that show that something may be found, and how far before them it may begin. What
 * lies between is skipped with one look into a table per character.
 */
final class Triggers {

  // What may follow a trigger, roughly: enough to pass by full stops and capitals of sentences.
  private static final int END = 1 << 16;
  private static final int SPACE = 1 << 17;
  private static final int LOWER = 1 << 18;
  private static final int UPPER = 1 << 19;
  private static final int OTHER = 1 << 20;
  private static final int ANYTHING = END | SPACE | LOWER | UPPER | OTHER;

  private static final int REACH = 0x7F;

  /** Above the reach over any characters, the reach within a run without spaces. */
  private static final int SOLID_SHIFT = 7;

  /** A trigger has at least one of the bits of what may follow. */
  private final int[] table = new int[1 << 16];

  private final List<Trigger> patterns = new ArrayList<>();

  void add(Trigger trigger) {
    patterns.add(trigger);
    int next = trigger.next() == null ? ANYTHING : bits(trigger.next());
    int reach = trigger.before().size();
    boolean solid = trigger.isSolid();
    trigger.chars().stream().forEach(c -> add(c, reach, solid, next));
  }

  /**
   * After the last: one pattern's trigger may stand in the midst of another's match and before its
   * own, and then must reach as far as that.
   */
  void freeze() {
    for (Trigger pattern : patterns) {
      boolean[] spaced = {false};
      for (int i = 0; i < pattern.before().size(); i++) {
        int reach = i;
        BitSet chars = pattern.before().get(i);
        chars.stream().filter(c -> table[c] != 0).forEach(c -> add(c, reach, !spaced[0], 0));
        spaced[0] |= chars.get(' ');
      }
    }
  }

  private static int bits(BitSet set) {
    return set.stream().map(Triggers::kind).reduce(0, (a, b) -> a | b);
  }

  private static int kind(int c) {
    if (c >= 'a' && c <= 'z') {
      return LOWER;
    }
    if (c >= 'A' && c <= 'Z') {
      return UPPER;
    }
    return c == ' ' ? SPACE : OTHER;
  }

  /** A character with which a telephone number begins. */
  void addOpening(char c) {
    add(c, 0, true, ANYTHING);
  }

  /** A character within an address, whose finder looks back by itself. */
  void addAnchor(char c) {
    add(c, 0, true, LOWER | UPPER | OTHER);
  }

  private void add(int c, int reach, boolean solid, int next) {
    int before = table[c];
    int any = Math.max(before & REACH, solid ? 0 : reach);
    int within = Math.max((before >> SOLID_SHIFT) & REACH, solid ? reach : 0);
    table[c] = (before & ANYTHING) | next | (within << SOLID_SHIFT) | any;
  }

  /** The next trigger from there on; {@code to} when there is none. */
  int next(char[] chars, int from, int to) {
    int at = from;
    while (at < to && (table[chars[at]] == 0 || !isFollowed(chars, at, to))) {
      at++;
    }
    return at;
  }

  private boolean isFollowed(char[] chars, int at, int to) {
    int next = at + 1 < to ? kind(chars[at + 1]) : END;
    return (table[chars[at]] & next) != 0;
  }

  /** The same without copying the text: short fields mostly have none. */
  boolean isIn(String text) {
    int last = text.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = text.charAt(i);
      // What folding makes of other characters is not known yet, nor what will follow the last.
      if (c >= 0x80 || (table[c] != 0 && (i == last || follows(text.charAt(i + 1), c)))) {
        return true;
      }
    }
    return false;
  }

  private boolean follows(char next, char trigger) {
    return next >= 0x80 || (table[trigger] & kind(next)) != 0;
  }

  /** Behind the last space before the trigger; not before {@code from}. */
  static int solid(char[] chars, int from, int trigger) {
    int solid = trigger;
    while (solid > from && chars[solid - 1] != ' ') {
      solid--;
    }
    return solid;
  }

  /** Where what the trigger shows may begin: not before {@code from}, and never within a word. */
  int reach(char[] chars, int from, int trigger, int solid) {
    int entry = table[chars[trigger]];
    int any = Math.max(from, trigger - (entry & REACH));
    int within = Math.max(solid, trigger - ((entry >> SOLID_SHIFT) & REACH));
    int begin = Math.min(any, within);
    while (begin > from && Chars.isWord(chars[begin]) && Chars.isWord(chars[begin - 1])) {
      begin--;
    }
    return begin;
  }
}
