package dev.plumbline.policy.group;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How values that producers write become the names of groups, categories and labels, in measures,
 * keys and alerts. In a value's name a backslash stands before every star and backslash of the
 * value. A star without one is Plumbline's own: it begins {@link GroupPolicy#OTHER}, and it stands
 * between the names that make an intersection. So no value has the name of the others, and no two
 * combinations of values have one name.
 */
public final class GroupNames {

  private static final char STAR = '*';
  private static final char ESCAPE = '\\';

  /** An escaped character, to step over; or the others, whole or as a part of an intersection. */
  private static final Pattern OTHERS = Pattern.compile("\\\\.|(^|\\*)\\*other(?=\\*|$)");

  private static final Pattern ESCAPED = Pattern.compile("(?s)\\\\(.)");

  private GroupNames() {}

  /**
   * The value that the same value has however it was typed: without space around it and in
   * Unicode's normal form C. Case is kept.
   */
  public static String normalised(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isSpace(value.charAt(from))) {
      from++;
    }
    while (from < to && isSpace(value.charAt(to - 1))) {
      to--;
    }
    return Normalizer.normalize(value.substring(from, to), Normalizer.Form.NFC);
  }

  /** Those that Java strips, and those that it does not, such as the no-break space. */
  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** The name of a value. */
  public static String nameOf(String value) {
    if (value.indexOf(STAR) < 0 && value.indexOf(ESCAPE) < 0) {
      return ReferenceGroups.isRest(value) ? ESCAPE + value : value;
    }
    return value.replace("\\", "\\\\").replace("*", "\\*");
  }

  /** What two values share that differ in case or space only. */
  public static String folded(String value) {
    StringBuilder folded = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      if (!isSpace(value.charAt(i))) {
        folded.append(value.charAt(i));
      }
    }
    return folded.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** The value of a name, where it is a value's. */
  public static String valueOf(String name) {
    return name.indexOf(ESCAPE) < 0 ? name : ESCAPED.matcher(name).replaceAll("$1");
  }

  /** The name of an intersection of groups, none of whose names is empty. */
  public static String joined(List<String> names) {
    return String.join(String.valueOf(STAR), names);
  }

  /** The names that {@link #joined} made one; of a single group's name itself. */
  public static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int at = 0;
    while (at <= name.length()) {
      boolean others =
          at == from
              && name.startsWith(GroupPolicy.OTHER, at)
              && (at + GroupPolicy.OTHER.length() == name.length()
                  || name.charAt(at + GroupPolicy.OTHER.length()) == STAR);
      if (others) {
        at += GroupPolicy.OTHER.length();
      }
      if (at == name.length() || name.charAt(at) == STAR) {
        parts.add(name.substring(from, at));
        from = at + 1;
        at = from;
      } else {
        at += name.charAt(at) == ESCAPE ? 2 : 1;
      }
    }
    return parts;
  }

  /** As sentences and pages say it. */
  public static String words(String name) {
    if (name.indexOf(STAR) < 0) {
      return name;
    }
    return OTHERS
        .matcher(name)
        .replaceAll(
            found ->
                found.group(1) == null
                    ? Matcher.quoteReplacement(found.group())
                    : found.group(1) + "other values");
  }
}
