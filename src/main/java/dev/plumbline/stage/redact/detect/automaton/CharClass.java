package dev.plumbline.stage.redact.detect.automaton;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Sets of UTF-16 units, and the reader of {@code [...]}. */
final class CharClass {

  private static final int UNITS = 1 << 16;

  private final PatternParser parser;

  CharClass(PatternParser parser) {
    this.parser = parser;
  }

  /** After the opening bracket. */
  BitSet read() {
    BitSet set = new BitSet();
    boolean negated = parser.follows("^");
    char c = negated ? skip() : parser.inClass();
    do {
      BitSet item = c == '\\' ? parser.escape() : single(c);
      if (parser.follows("-") && !parser.follows("-]")) {
        item = range(item);
      }
      set.or(item);
      c = parser.inClass();
    } while (c != ']');
    BitSet cased = cased(set, parser.ignoresCase());
    if (negated) {
      cased.flip(0, UNITS);
    }
    return cased;
  }

  private char skip() {
    parser.inClass();
    return parser.inClass();
  }

  private BitSet range(BitSet from) {
    parser.inClass();
    char c = parser.inClass();
    BitSet to = c == '\\' ? parser.escape() : single(c);
    int low = from.nextSetBit(0);
    int high = to.nextSetBit(0);
    if (from.cardinality() != 1 || to.cardinality() != 1 || low > high) {
      throw parser.problem("a range goes from one character to a later one");
    }
    BitSet set = new BitSet();
    set.set(low, high + 1);
    return set;
  }

  static BitSet single(char c) {
    BitSet set = new BitSet();
    set.set(c);
    return set;
  }

  static BitSet any() {
    BitSet set = new BitSet();
    set.set(0, UNITS);
    set.clear('\n');
    return set;
  }

  static BitSet letters() {
    BitSet set = new BitSet();
    for (int c = 0; c < UNITS; c++) {
      set.set(c, Character.isLetter(c));
    }
    return set;
  }

  /** What a backslash and a letter stand for; null when nothing. */
  static @Nullable BitSet named(char c) {
    BitSet set = new BitSet();
    switch (c) {
      case 'd' -> set.set('0', '9' + 1);
      case 's' -> " \t\r\n\f".chars().forEach(set::set);
      case 't' -> set.set('\t');
      case 'n' -> set.set('\n');
      case 'r' -> set.set('\r');
      case 'w' -> {
        set.set('0', '9' + 1);
        set.set('A', 'Z' + 1);
        set.set('a', 'z' + 1);
        set.set('_');
      }
      default -> {
        if (Character.isLetterOrDigit(c)) {
          return null;
        }
        set.set(c);
      }
    }
    return set;
  }

  static BitSet cased(BitSet set, boolean ignoreCase) {
    BitSet cased = (BitSet) set.clone();
    if (ignoreCase) {
      set.stream()
          .forEach(
              c -> {
                cased.set(Character.toLowerCase((char) c));
                cased.set(Character.toUpperCase((char) c));
              });
    }
    return cased;
  }
}
