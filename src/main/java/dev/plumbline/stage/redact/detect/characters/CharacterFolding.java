package dev.plumbline.stage.redact.detect.characters;

import java.text.Normalizer;

/**
 * Sees through the ways to write an ASCII character without typing it: full-width and mathematical
 * letters, digits of any script, exotic spaces and dashes, invisible characters.
 */
final class CharacterFolding {

  /** The character is invisible and is skipped: it must not split a number in two. */
  static final int DROPPED = -1;

  private static final char LETTER_BEYOND_BMP = '\u4E00';
  private static final char SYMBOL_BEYOND_BMP = '\uFFFD';

  /** What {@link #DROPPED} is in the table; no character, so no text folds to it. */
  private static final char GONE = '\uFFFF';

  private static final char[] TABLE = new char[1 << 16];

  static {
    for (int c = 0; c < TABLE.length; c++) {
      int folded = c == GONE ? SYMBOL_BEYOND_BMP : compute(c);
      TABLE[c] = folded == DROPPED ? GONE : (char) folded;
    }
  }

  private CharacterFolding() {}

  /** One UTF-16 unit for any code point, or {@link #DROPPED}. */
  static int fold(int codePoint) {
    if (codePoint >= TABLE.length) {
      return compute(codePoint);
    }
    char folded = TABLE[codePoint];
    return folded == GONE ? DROPPED : folded;
  }

  /** How many characters at the beginning fold to themselves. */
  static int plainUntil(char[] chars) {
    int at = 0;
    while (at < chars.length && isPlain(chars[at])) {
      // Four at a time, as nearly all characters are ASCII.
      at++;
      while (at + 3 < chars.length
          && (chars[at] | chars[at + 1] | chars[at + 2] | chars[at + 3]) < 0x80) {
        at += 4;
      }
    }
    return at;
  }

  private static boolean isPlain(char c) {
    return c < 0x80 || (TABLE[c] == c && !Character.isSurrogate(c));
  }

  private static int compute(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint;
    }
    if (codePoint == FoldedText.COVER) {
      return SYMBOL_BEYOND_BMP;
    }
    int digit = Character.digit(codePoint, 10);
    if (digit >= 0) {
      return '0' + digit;
    }
    return switch (Character.getType(codePoint)) {
      case Character.FORMAT -> DROPPED;
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.DASH_PUNCTUATION -> '-';
      default -> foldOther(codePoint);
    };
  }

  private static int foldOther(int codePoint) {
    if (codePoint == 0x2212) { // minus sign
      return '-';
    }
    if (codePoint == 0x3002 || codePoint == 0xFF61) { // ideographic full stops
      return '.';
    }
    if (codePoint == 0x20E3 || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)) { // keycap emoji
      return DROPPED;
    }
    return isCompatibility(codePoint) ? compatible(codePoint) : unit(codePoint);
  }

  private static boolean isCompatibility(int codePoint) {
    return (codePoint >= 0xFF00 && codePoint <= 0xFFEF)
        || (codePoint >= 0x2070 && codePoint <= 0x214F)
        || (codePoint >= 0x2460 && codePoint <= 0x24FF)
        || (codePoint >= 0xFE50 && codePoint <= 0xFE6F)
        || (codePoint >= 0x1D400 && codePoint <= 0x1D7FF)
        || (codePoint >= 0xFE30 && codePoint <= 0xFE4F)
        || codePoint == 0xB2
        || codePoint == 0xB3
        || codePoint == 0xB9;
  }

  private static int compatible(int codePoint) {
    String plain = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
    return plain.length() == 1 && plain.charAt(0) < 0x80 ? plain.charAt(0) : unit(codePoint);
  }

  private static int unit(int codePoint) {
    if (codePoint <= Character.MAX_VALUE) {
      return codePoint;
    }
    return Character.isLetter(codePoint) ? LETTER_BEYOND_BMP : SYMBOL_BEYOND_BMP;
  }
}
