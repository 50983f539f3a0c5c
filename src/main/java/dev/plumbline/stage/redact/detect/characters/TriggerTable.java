package dev.plumbline.stage.redact.detect.characters;

import dev.plumbline.stage.redact.detect.automaton.PatternTrigger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The characters that show that something may be found, and how far before them it may begin. What
 * lies between is skipped with one look into a table per character.
 */
public final class TriggerTable {

  // What may follow a trigger, roughly: enough to pass by full stops and capitals of sentences.
  private static final int END = 1 << 16;
  private static final int SPACE = 1 << 17;
  private static final int LOWER = 1 << 18;
  private static final int UPPER = 1 << 19;
  private static final int OTHER = 1 << 20;
  private static final int MARK = 1 << 21;
  private static final int ANYTHING = END | SPACE | LOWER | UPPER | OTHER | MARK;

  private static final int REACH = 0x7F;

  /** Above the reach over any characters, the reach within a run without spaces. */
  private static final int SOLID_SHIFT = 7;

  /** Above the bits of what may follow, how many characters without a space must. */
  private static final int RUN_SHIFT = 22;

  /** A trigger has at least one of the bits of what may follow. */
  private final int[] table = new int[1 << 16];

  private final List<PatternTrigger> patterns = new ArrayList<>();

  public void add(PatternTrigger trigger) {
    patterns.add(trigger);
    int next = trigger.next() == null ? ANYTHING : bits(trigger.next());
    int reach = trigger.before().size();
    boolean solid = trigger.isSolid();
    trigger.chars().stream().forEach(c -> add(c, reach, solid, next, trigger.run()));
  }

  /**
   * After the last: one pattern's trigger may stand in the midst of another's match and before its
   * own, and then must reach as far as that.
   */
  public void freeze() {
    for (PatternTrigger pattern : patterns) {
      boolean[] spaced = {false};
      for (int i = 0; i < pattern.before().size(); i++) {
        int reach = i;
        BitSet chars = pattern.before().get(i);
        chars.stream()
            .filter(c -> table[c] != 0)
            .forEach(c -> add(c, reach, !spaced[0], 0, PatternTrigger.LONGEST_RUN));
        spaced[0] |= chars.get(' ');
      }
    }
  }

  private static int bits(BitSet set) {
    return set.stream().map(TriggerTable::kind).reduce(0, (a, b) -> a | b);
  }

  private static int kind(int c) {
    if (c >= 'a' && c <= 'z') {
      return LOWER;
    }
    if (c >= 'A' && c <= 'Z') {
      return UPPER;
    }
    if (c == ' ') {
      return SPACE;
    }
    return c < 0x80 && (c < '0' || c > '9') ? MARK : OTHER;
  }

  /** A character with which a telephone number begins. */
  public void addOpening(char c) {
    add(c, 0, true, ANYTHING, 0);
  }

  /**
   * A character within an address, whose finder looks back by itself.
   *
   * @param run how many characters without a space follow at least
   */
  public void addAnchor(char c, int run) {
    add(c, 0, true, LOWER | UPPER | OTHER | MARK, run);
  }

  /** The same before letters and digits only: not the full stop before a quotation mark. */
  public void addAnchorOfWord(char c, int run) {
    add(c, 0, true, LOWER | UPPER | OTHER, run);
  }

  private void add(int c, int reach, boolean solid, int next, int run) {
    int before = table[c];
    int any = Math.max(before & REACH, solid ? 0 : reach);
    int within = Math.max((before >> SOLID_SHIFT) & REACH, solid ? reach : 0);
    int least = before == 0 ? run : Math.min(before >> RUN_SHIFT, run);
    table[c] = least << RUN_SHIFT | (before & ANYTHING) | next | (within << SOLID_SHIFT) | any;
  }

  /** The next trigger from there on; {@code to} when there is none. */
  public int next(char[] chars, int from, int to) {
    int at = from;
    while (at < to) {
      // Most of a text is no trigger: four looks that do not wait for each other.
      while (at + 3 < to
          && (table[chars[at]] | table[chars[at + 1]] | table[chars[at + 2]] | table[chars[at + 3]])
              == 0) {
        at += 4;
      }
      if (at < to && table[chars[at]] != 0 && isFollowed(chars, at, to)) {
        return at;
      }
      at++;
    }
    return to;
  }

  private boolean isFollowed(char[] chars, int at, int to) {
    int entry = table[chars[at]];
    int next = at + 1 < to ? kind(chars[at + 1]) : END;
    int end = at + (entry >> RUN_SHIFT);
    if ((entry & next) == 0 || end >= to) {
      return false;
    }
    int solid = at + 1;
    while (solid <= end && chars[solid] != ' ') {
      solid++;
    }
    return solid > end;
  }

  public boolean isIn(FoldedText text) {
    return next(text.units(), 0, text.length()) < text.length();
  }

  /**
   * The same without copying the text: short fields mostly have none. What folding makes of other
   * characters than ASCII is not known yet, nor whether the text is the name of another and a colon
   * and a space will follow.
   */
  public boolean isIn(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || (table[c] != 0 && isFollowed(text, i))) {
        return true;
      }
    }
    return false;
  }

  private boolean isFollowed(String text, int at) {
    int entry = table[text.charAt(at)];
    int last = text.length() - 1;
    int end = at + (entry >> RUN_SHIFT);
    if (at == last || end > last) {
      return end <= last + 1;
    }
    char next = text.charAt(at + 1);
    if (next < 0x80 && (entry & kind(next)) == 0) {
      return false;
    }
    int solid = at + 1;
    while (solid <= end && text.charAt(solid) != ' ') {
      solid++;
    }
    return solid > end;
  }

  /** Behind the last space before the trigger; not before {@code from}. */
  public static int solid(char[] chars, int from, int trigger) {
    int solid = trigger;
    while (solid > from && chars[solid - 1] != ' ') {
      solid--;
    }
    return solid;
  }

  /** Where what the trigger shows may begin: not before {@code from}, and never within a word. */
  public int reach(char[] chars, int from, int trigger, int solid) {
    int entry = table[chars[trigger]];
    int any = Math.max(from, trigger - (entry & REACH));
    int within = Math.max(solid, trigger - ((entry >> SOLID_SHIFT) & REACH));
    int begin = Math.min(any, within);
    while (begin > from
        && CharacterClasses.isWord(chars[begin])
        && CharacterClasses.isWord(chars[begin - 1])) {
      begin--;
    }
    return begin;
  }
}
