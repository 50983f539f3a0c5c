package dev.plumbline.stage.redact.detect;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;

/**
 * Telephone numbers by libphonenumber: international ones of any region, national ones of the given
 * regions. The library sees only the stretches that could be one, because it costs about a hundred
 * times what a pattern does.
 */
record PhoneRecognizer(
    String entity, Trigger trigger, double score, Context context, List<String> regions)
    implements Recognizer {

  private static final int FEWEST_DIGITS = 7;
  private static final int LONGEST_GAP = 4;
  private static final int LONGEST_GROUP = 20;
  private static final int EXTENSION = 16;
  private static final double INTERNATIONAL = 0.15;
  private static final String ANY_REGION = "ZZ";

  PhoneRecognizer {
    regions = regions.isEmpty() ? List.of(ANY_REGION) : List.copyOf(regions);
    for (String region : regions) {
      if (!region.equals(ANY_REGION)
          && !PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)) {
        throw new IllegalArgumentException("no phone region " + region);
      }
    }
  }

  @Override
  public void find(FoldedText text, List<Detection> found) {
    int start = 0;
    while (start < text.length()) {
      if (!opens(text.charAt(start))) {
        start++;
        continue;
      }
      int end = stretchEnd(text, start);
      if (couldBePhone(text, start, end)) {
        findIn(text, start, end, found);
      }
      start = end;
    }
  }

  private static boolean opens(char c) {
    return Ascii.isDigit(c) || c == '+' || c == '(';
  }

  /** The end of the digits and their separators, trailing separators left out. */
  private static int stretchEnd(CharSequence text, int start) {
    int end = start + 1;
    for (int i = end; i < text.length() && i - end < LONGEST_GAP; i++) {
      char c = text.charAt(i);
      if (opens(c)) {
        end = i + 1;
      } else if (" -./)~\t".indexOf(c) < 0) {
        break;
      }
    }
    return end;
  }

  private static boolean couldBePhone(CharSequence text, int start, int end) {
    int digits = 0;
    for (int i = start; i < end && digits < FEWEST_DIGITS; i++) {
      digits += Ascii.isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits >= FEWEST_DIGITS;
  }

  private void findIn(FoldedText text, int start, int end, List<Detection> found) {
    // One character before and an extension after: the library looks at both.
    int from = Math.max(0, start - 1);
    int to = Math.min(text.length(), end + EXTENSION);
    String stretch = text.subSequence(from, to).toString();
    for (String region : regions) {
      for (PhoneNumberMatch match : PhoneNumberUtil.getInstance().findNumbers(stretch, region)) {
        int at = from + match.start();
        if (at < end && !insideLongNumber(stretch, match)) {
          add(text, at, from + match.end(), found);
        }
      }
    }
  }

  /** Twenty digits in a row are no telephone number, and neither is a part of them. */
  private static boolean insideLongNumber(String stretch, PhoneNumberMatch match) {
    int end = match.end();
    while (end < stretch.length() && Ascii.isDigit(stretch.charAt(end))) {
      end++;
    }
    int start = end;
    while (start > 0 && Ascii.isDigit(stretch.charAt(start - 1))) {
      start--;
    }
    return end > match.end() && end - start > LONGEST_GROUP;
  }

  private void add(FoldedText text, int start, int end, List<Detection> found) {
    boolean international = text.charAt(start) == '+';
    boolean near = context.near(text, start, end);
    if (international || near || !isPartOfName(text, start, end)) {
      double boost = (international ? INTERNATIONAL : 0) + (near ? Context.BOOST : 0);
      found.add(new Detection(entity, start, end, Math.min(1, score + boost)));
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
