package dev.plumbline.stage.redact.detect;

import dev.plumbline.stage.redact.detect.automaton.Trigger;

/**
 * The characters that show that something may be found, and how far before them it may begin. What
 * lies between is skipped with one look into a table per character.
 */
final class Triggers {

  /** Set for a trigger; above it the reach within a run without spaces, below it any reach. */
  private static final int IS_TRIGGER = 1 << 14;

  private static final int SOLID_SHIFT = 7;
  private static final int REACH = 0x7F;

  private final short[] table = new short[1 << 16];

  void add(Trigger trigger) {
    trigger.chars().stream().forEach(c -> add(c, trigger.reach(), trigger.solid()));
  }

  /** A character at which a finder begins, which looks back by itself. */
  void add(char c) {
    add(c, 0, true);
  }

  private void add(int c, int reach, boolean solid) {
    int before = table[c];
    int any = Math.max(before & REACH, solid ? 0 : reach);
    int within = Math.max(before >> SOLID_SHIFT & REACH, solid ? reach : 0);
    table[c] = (short) (IS_TRIGGER | within << SOLID_SHIFT | any);
  }

  /** The next trigger from there on; {@code to} when there is none. */
  int next(char[] chars, int from, int to) {
    int at = from;
    while (at < to && table[chars[at]] == 0) {
      at++;
    }
    return at;
  }

  /** The same without copying the text: short fields mostly have none. */
  boolean isIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || table[c] != 0) {
        return true; // what folding makes of other characters is not known yet
      }
    }
    return false;
  }

  /** Where what the trigger shows may begin: not before {@code from}, and never within a word. */
  int reach(char[] chars, int from, int trigger) {
    int entry = table[chars[trigger]];
    int begin = Math.max(from, trigger - (entry & REACH));
    int low = Math.max(from, trigger - (entry >> SOLID_SHIFT & REACH));
    int solid = trigger;
    while (solid > low && chars[solid - 1] != ' ') {
      solid--;
    }
    begin = Math.min(begin, solid);
    while (begin > from && Chars.isWord(chars[begin]) && Chars.isWord(chars[begin - 1])) {
      begin--;
    }
    return begin;
  }
}
