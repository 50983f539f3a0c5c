package dev.plumbline.stage.redact.detect.finder;

import dev.plumbline.stage.redact.detect.characters.DigitGroups;
import dev.plumbline.stage.redact.detect.characters.FoldedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Telephone numbers: international ones of any region, national ones of the given regions. Looks
 * only at stretches of digit groups of which nothing certain is known.
 */
public record PhoneFinder(String entity, double score, int context, List<String> regions)
    implements EntityFinder {

  private static final double INTERNATIONAL = 0.25;
  private static final int MOST_GROUPS = 6;

  public PhoneFinder {
    regions = List.copyOf(regions);
    for (String region : regions) {
      if (!PhoneNumbers.isRegion(region)) {
        throw new IllegalArgumentException("no phone region " + region);
      }
    }
  }

  /** At the start of a stretch; finds every number in it. */
  @Override
  public void at(FoldedText text, int start, DetectionCandidates candidates) {
    char[] chars = text.units();
    int end = DigitGroups.stretchEnd(chars, start, text.length());
    if (!DigitGroups.couldBePhone(chars, start, end) || candidates.isTaken(start, end)) {
      return;
    }
    DigitGroups groups = DigitGroups.of(chars, start, end, text.length());
    int first = 0;
    while (first < groups.count()) {
      first = from(groups, first, candidates);
    }
  }

  /** The group behind the longest number that begins with the group. */
  private int from(DigitGroups groups, int first, DetectionCandidates candidates) {
    int last = Math.min(groups.count(), first + MOST_GROUPS) - 1;
    while (last >= first) {
      if (groups.couldBePhone(first, last) && add(groups, first, last, candidates)) {
        return last + 1;
      }
      last--;
    }
    return unplanned(groups, first, candidates);
  }

  /**
   * No plan has the number, but a label names it, or a plus sign and a country's code begin it: the
   * longest that could be one is taken whole, so that no piece of it is left.
   */
  private int unplanned(DigitGroups groups, int first, DetectionCandidates candidates) {
    int start = groups.start(first);
    boolean labelled = candidates.isLabelled(start, context);
    int last = Math.min(groups.count(), first + MOST_GROUPS) - 1;
    while ((labelled || groups.isInternational(first)) && last >= first) {
      if (groups.couldBePhone(first, last)
          && (labelled || PhoneNumbers.hasCountryCode(groups.digits(first, last)))
          && candidates.add(entity, start, groups.endWithExtension(last), score, context) > 0) {
        return last + 1;
      }
      last--;
    }
    return first + 1;
  }

  private boolean add(DigitGroups groups, int first, int last, DetectionCandidates candidates) {
    int start = groups.start(first);
    int end = groups.endWithExtension(last);
    String digits = groups.digits(first, last);
    if (groups.isInternational(first)) {
      return PhoneNumbers.isInternational(digits)
          && candidates.add(entity, start, end, score + INTERNATIONAL, context) > 0;
    }
    String abroad = afterInternationalPrefix(digits);
    if (abroad != null && PhoneNumbers.isInternational(abroad)) {
      return candidates.add(entity, start, end, score, context) > 0;
    }
    boolean near = candidates.isNear(start, end, context);
    return (near || !groups.isPartOfName(first, last))
        && isNational(groups, first, last, digits, near)
        && candidates.add(entity, start, end, score, context) > 0;
  }

  private boolean isNational(DigitGroups groups, int first, int last, String digits, boolean near) {
    for (String region : regions) {
      String written = PhoneNumbers.national(digits, region);
      if (written != null
          && (near
              || digits.charAt(0) == '0'
              || (last > first && groups.areWrittenAs(written, first, last)))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String afterInternationalPrefix(String digits) {
    if (digits.startsWith("00") && digits.length() > 2 && digits.charAt(2) != '0') {
      return digits.substring(2);
    }
    return digits.startsWith("011") ? digits.substring(3) : null;
  }
}
