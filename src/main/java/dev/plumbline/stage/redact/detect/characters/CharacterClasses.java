package dev.plumbline.stage.redact.detect.characters;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** What each character is to the scan; of folded text, where every digit is an ASCII one. */
public final class CharacterClasses {

  /** Letter, digit or mark of a script that puts spaces between words. */
  public static final int WORD = 1;

  static final int DIGIT = 2;

  /** Letter of a script without spaces, or whose words take endings: a number may touch it. */
  public static final int UNSPACED = 4;

  /** Part of a host name in ASCII. */
  public static final int HOST = 8;

  /** Part of an e-mail address before the {@code @}. */
  public static final int MAIL = 16;

  /** Not white space and no bracket that encloses addresses. */
  public static final int SOLID = 32;

  static final int UPPER = 64;

  /** Where addresses show themselves: {@code @}, full stop, colon. */
  public static final int ANCHOR = 128;

  private static final Set<UnicodeScript> SCRIPTS_WITHOUT_SPACES =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.HANGUL,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private static final byte[] FLAGS = new byte[1 << 16];

  static {
    for (int c = 0; c < FLAGS.length; c++) {
      FLAGS[c] = (byte) flags((char) c);
    }
  }

  private CharacterClasses() {}

  public static boolean is(char c, int flag) {
    return (FLAGS[c] & flag) != 0;
  }

  public static boolean isWord(char c) {
    return (FLAGS[c] & WORD) != 0;
  }

  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A letter of any script, a digit or a mark. */
  public static boolean isWordOfAnyScript(char c) {
    return (FLAGS[c] & (WORD | UNSPACED)) != 0;
  }

  private static int flags(char c) {
    if (c == FoldedText.COVER) {
      return 0;
    }
    boolean inWord = Character.isLetterOrDigit(c) || isMark(c);
    boolean unspaced = inWord && SCRIPTS_WITHOUT_SPACES.contains(UnicodeScript.of(c));
    int flags = unspaced ? UNSPACED : inWord ? WORD : 0;
    flags |= isDigit(c) ? DIGIT : 0;
    flags |= c < 0x80 && (inWord || c == '-' || c == '.') ? HOST : 0;
    flags |= inWord || "._%+-'&!$^`~*".indexOf(c) >= 0 ? MAIL : 0;
    flags |= !Character.isWhitespace(c) && "<>\"".indexOf(c) < 0 ? SOLID : 0;
    flags |= Character.isUpperCase(c) ? UPPER : 0;
    return flags | ("@.:".indexOf(c) >= 0 ? ANCHOR : 0);
  }

  private static boolean isMark(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
