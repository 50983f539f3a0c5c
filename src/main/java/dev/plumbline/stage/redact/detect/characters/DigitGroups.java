package dev.plumbline.stage.redact.detect.characters;

/** A stretch of a text that is groups of digits with what may stand between those of a number. */
public final class DigitGroups {

  /** What a stretch begins with. */
  public static final String OPENING = "0123456789+(";

  private static final int FEWEST_DIGITS = 7;
  private static final int MOST_DIGITS = 15;
  private static final int LONGEST_GAP = 3;
  private static final int LONGEST_STRETCH = 250;
  private static final String EXTENSION = "ext";
  private static final int LONGEST_EXTENSION = 6;

  private final char[] chars;
  private final int length;
  private final int[] starts;
  private final int[] ends;
  private final int count;

  private DigitGroups(char[] chars, int length, int[] starts, int[] ends, int count) {
    this.chars = chars;
    this.length = length;
    this.starts = starts;
    this.ends = ends;
    this.count = count;
  }

  static boolean opens(char c) {
    return CharacterClasses.isDigit(c) || c == '+' || c == '(';
  }

  /** The end of the last group, or of the group at which the stretch is long enough. */
  public static int stretchEnd(char[] chars, int start, int length) {
    int end = start + 1;
    int limit = Math.min(length, start + LONGEST_STRETCH);
    for (int i = end; i < limit && i - end < LONGEST_GAP; i++) {
      if (opens(chars[i])) {
        end = i + 1;
      } else if (!separates(chars[i])) {
        break;
      }
    }
    while (end == limit && end < length && CharacterClasses.isDigit(chars[end])) {
      end++;
      limit++;
    }
    return end;
  }

  private static boolean separates(char c) {
    return c == ' ' || c == '-' || c == '.' || c == '/' || c == ')' || c == '~' || c == '\t';
  }

  public static boolean couldBePhone(char[] chars, int start, int end) {
    int digits = 0;
    for (int i = start; i < end && digits < FEWEST_DIGITS; i++) {
      digits += CharacterClasses.isDigit(chars[i]) ? 1 : 0;
    }
    return digits >= FEWEST_DIGITS;
  }

  public static DigitGroups of(char[] chars, int start, int end, int length) {
    int[] starts = new int[(end - start + 1) / 2 + 1];
    int[] ends = new int[starts.length];
    int count = 0;
    for (int i = start; i < end; i++) {
      if (CharacterClasses.isDigit(chars[i])) {
        starts[count] = i;
        while (i < end && CharacterClasses.isDigit(chars[i])) {
          i++;
        }
        ends[count++] = i;
      }
    }
    return new DigitGroups(chars, length, starts, ends, count);
  }

  public int count() {
    return count;
  }

  /** Where a number that begins with the group begins: at its plus sign or bracket. */
  public int start(int group) {
    int start = starts[group];
    if (start > 0 && chars[start - 1] == '(' && ends[group] < length && chars[ends[group]] == ')') {
      start--;
    }
    int plus = start > 0 && chars[start - 1] == ' ' ? start - 1 : start;
    return plus > 0 && chars[plus - 1] == '+' ? plus - 1 : start;
  }

  public int end(int group) {
    return ends[group];
  }

  /** The end of {@code x4587} or {@code ext. 12} behind the group, or the group's own. */
  public int endWithExtension(int group) {
    int at = ends[group];
    at += at < length && chars[at] == ' ' ? 1 : 0;
    int word = at;
    while (at < length && at - word < EXTENSION.length() && isExtension(chars[at], at - word)) {
      at++;
    }
    if (at != word + EXTENSION.length() && (at != word || at == length || chars[at] != 'x')) {
      return ends[group];
    }
    at += at == word ? 1 : 0;
    at += at < length && chars[at] == '.' ? 1 : 0;
    at += at < length && chars[at] == ' ' ? 1 : 0;
    int digits = at;
    while (at < length && at - digits <= LONGEST_EXTENSION && CharacterClasses.isDigit(chars[at])) {
      at++;
    }
    boolean whole = at == length || !CharacterClasses.isWord(chars[at]);
    return at > digits && at - digits <= LONGEST_EXTENSION && whole ? at : ends[group];
  }

  private static boolean isExtension(char c, int index) {
    return (c | 32) == EXTENSION.charAt(index);
  }

  public boolean isInternational(int group) {
    return chars[start(group)] == '+';
  }

  public String digits(int first, int last) {
    StringBuilder digits = new StringBuilder(MOST_DIGITS);
    for (int group = first; group <= last; group++) {
      digits.append(chars, starts[group], ends[group] - starts[group]);
    }
    return digits.toString();
  }

  /** By number of digits and by what stands around and between them. */
  public boolean couldBePhone(int first, int last) {
    int digits = 0;
    for (int group = first; group <= last; group++) {
      digits += ends[group] - starts[group];
      if (group > first && !joined(group)) {
        return false;
      }
    }
    return digits >= FEWEST_DIGITS
        && digits <= MOST_DIGITS
        && isGrouped(first, last)
        && isFree(first, last)
        && !isDecimal(first, last)
        && !isDate(first, last);
  }

  /**
   * A number that begins with neither plus sign nor zero has a group of three digits or more, or is
   * four pairs, as in Denmark and Norway: rows of small numbers are no telephone numbers.
   */
  private boolean isGrouped(int first, int last) {
    if (chars[starts[first]] == '0' || isInternational(first)) {
      return true;
    }
    boolean pairs = last == first + 3;
    for (int group = first; group <= last; group++) {
      int size = ends[group] - starts[group];
      if (size >= 3) {
        return true;
      }
      pairs &= size == 2;
    }
    return pairs;
  }

  /** Brackets aside, one separator; no second plus sign. */
  private boolean joined(int group) {
    int plain = 0;
    for (int i = ends[group - 1]; i < starts[group]; i++) {
      if (chars[i] == '+') {
        return false;
      }
      plain += chars[i] == '(' || chars[i] == ')' ? 0 : 1;
    }
    return plain <= 2;
  }

  private boolean isFree(int first, int last) {
    int start = start(first);
    int end = ends[last];
    char before = start > 0 ? chars[start - 1] : ' ';
    return !CharacterClasses.isWord(before)
        && before != '$'
        && before != '€'
        && before != '£'
        && !(isPoint(before) && start > 1 && CharacterClasses.isDigit(chars[start - 2]))
        && (end == length
            || endWithExtension(last) > end
            || (!CharacterClasses.isWord(chars[end])
                && !(isPoint(chars[end])
                    && end + 1 < length
                    && CharacterClasses.isDigit(chars[end + 1])
                    && chars[end] != '.')));
  }

  private static boolean isPoint(char c) {
    return c == ',' || c == '.' || c == ':';
  }

  private boolean isDecimal(int first, int last) {
    return last == first + 1 && starts[last] == ends[first] + 1 && chars[ends[first]] == '.';
  }

  /** A year with month and day beside it; a telephone number hardly is so. */
  private boolean isDate(int first, int last) {
    for (int group = first; group + 2 <= last; group++) {
      int a = ends[group] - starts[group];
      int b = ends[group + 1] - starts[group + 1];
      int c = ends[group + 2] - starts[group + 2];
      char joint = chars[ends[group]];
      boolean shaped = b <= 2 && ((a == 4 && c <= 2) || (a <= 2 && c == 4));
      int year = a == 4 ? group : group + 2;
      if (shaped && joint != ' ' && joint == chars[ends[group + 1]] && isYear(year)) {
        return true;
      }
    }
    return false;
  }

  private boolean isYear(int group) {
    char century = chars[starts[group] + 1];
    return (chars[starts[group]] == '1' && century == '9')
        || (chars[starts[group]] == '2' && century == '0');
  }

  /** Whether the text puts its separators only where the region does. */
  public boolean areWrittenAs(String written, int first, int last) {
    int fromEnd = 0;
    for (int group = last; group > first; group--) {
      fromEnd += ends[group] - starts[group];
      if (!hasBreak(written, fromEnd)) {
        // The national prefix stands apart.
        return group == first + 1 && ends[first] - starts[first] == 1;
      }
    }
    return true;
  }

  private static boolean hasBreak(String written, int digitsFromEnd) {
    int digits = 0;
    int at = written.length();
    while (digits < digitsFromEnd && at > 0) {
      at--;
      digits += Character.isDigit(written.charAt(at)) ? 1 : 0;
    }
    return at == 0 || !Character.isDigit(written.charAt(at - 1));
  }

  /** Names of things end in numbers, {@code order-2015-000123}, that some region dials. */
  public boolean isPartOfName(int first, int last) {
    int start = start(first);
    return joins(start - 1, start - 2) || joins(ends[last], ends[last] + 1);
  }

  private boolean joins(int joint, int beyond) {
    return beyond >= 0
        && beyond < length
        && (chars[joint] == '-' || chars[joint] == '_')
        && Character.isLetter(chars[beyond]);
  }
}
