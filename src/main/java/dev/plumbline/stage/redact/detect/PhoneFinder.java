package dev.plumbline.stage.redact.detect;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;

/**
 * Telephone numbers by libphonenumber: international ones of any region, national ones of the given
 * regions. The library costs about a hundred times what the scan does, so it sees only stretches
 * that could be a number and of which nothing certain is known.
 */
record PhoneFinder(String entity, double score, int context, List<String> regions)
    implements Finder {

  private static final int FEWEST_DIGITS = 7;
  private static final int MOST_DIGITS = 17;
  private static final int LONGEST_GAP = 4;
  private static final int LONGEST_GROUP = 20;
  private static final int LONGEST_STRETCH = 250;
  private static final int EXTENSION = 16;
  private static final double INTERNATIONAL = 0.25;
  private static final String ANY_REGION = "ZZ";

  PhoneFinder {
    regions = regions.isEmpty() ? List.of(ANY_REGION) : List.copyOf(regions);
    for (String region : regions) {
      if (!region.equals(ANY_REGION)
          && !PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)) {
        throw new IllegalArgumentException("no phone region " + region);
      }
    }
  }

  static boolean opens(char c) {
    return Chars.isDigit(c) || c == '+' || c == '(';
  }

  /** The end of the digits and their separators, trailing separators left out. */
  static int stretchEnd(char[] chars, int start, int length) {
    int end = start + 1;
    int limit = Math.min(length, start + LONGEST_STRETCH);
    for (int i = end; i < limit && i - end < LONGEST_GAP; i++) {
      char c = chars[i];
      if (opens(c)) {
        end = i + 1;
      } else if (c != ' ' && c != '-' && c != '.' && c != '/' && c != ')' && c != '~'
          && c != '\t') {
        break;
      }
    }
    while (end == limit && end < length && Chars.isDigit(chars[end])) {
      end++; // half a number is none
    }
    return end;
  }

  /** At the start of a stretch. */
  @Override
  public void at(FoldedText text, int start, Candidates candidates) {
    int end = stretchEnd(text.units(), start, text.length());
    if (candidates.isTaken(start, end) || !couldBePhone(text.units(), start, end)) {
      return;
    }
    // One character before and an extension after: the library looks at both.
    int from = Math.max(0, start - 1);
    int to = Math.min(text.length(), end + EXTENSION);
    String stretch = new String(text.units(), from, to - from);
    for (String region : regions) {
      for (PhoneNumberMatch match : PhoneNumberUtil.getInstance().findNumbers(stretch, region)) {
        int at = from + match.start();
        if (at < end && !insideLongNumber(stretch, match)) {
          add(text, at, from + match.end(), candidates);
        }
      }
    }
  }

  private static boolean couldBePhone(char[] chars, int start, int end) {
    int digits = 0;
    int group = 0;
    boolean grouped = false;
    for (int i = start; i < end; i++) {
      boolean digit = Chars.isDigit(chars[i]);
      digits += digit ? 1 : 0;
      group = digit ? group + 1 : 0;
      grouped |= !digit && i > start;
    }
    return digits >= FEWEST_DIGITS && (grouped || group <= MOST_DIGITS);
  }

  /** Twenty digits in a row are no telephone number, and neither is a part of them. */
  private static boolean insideLongNumber(String stretch, PhoneNumberMatch match) {
    int end = match.end();
    while (end < stretch.length() && Chars.isDigit(stretch.charAt(end))) {
      end++;
    }
    int start = end;
    while (start > 0 && Chars.isDigit(stretch.charAt(start - 1))) {
      start--;
    }
    return end > match.end() && end - start > LONGEST_GROUP;
  }

  private void add(FoldedText text, int start, int end, Candidates candidates) {
    boolean international = text.charAt(start) == '+';
    double least = international ? score + INTERNATIONAL : score;
    if (international
        || !isPartOfName(text, start, end)
        || candidates.isNear(start, end, context)) {
      candidates.add(entity, start, end, least, context);
    }
  }

  /** Names of things end in numbers, {@code order-2015-000123}, that some region dials. */
  private static boolean isPartOfName(CharSequence text, int start, int end) {
    return joins(text, start - 1, start - 2) || joins(text, end, end + 1);
  }

  private static boolean joins(CharSequence text, int joint, int beyond) {
    return beyond >= 0
        && beyond < text.length()
        && (text.charAt(joint) == '-' || text.charAt(joint) == '_')
        && Character.isLetter(text.charAt(beyond));
  }
}
