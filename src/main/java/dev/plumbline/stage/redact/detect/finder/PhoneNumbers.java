package dev.plumbline.stage.redact.detect.finder;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Whether digits are a number that can be dialled, by libphonenumber's plans. Numbers are handed to
 * it taken apart, which spares its parser: ten times the cost of the question.
 */
final class PhoneNumbers {

  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

  /** By country code the region that most of its numbers belong to. */
  private static final @Nullable String[] MAIN_REGIONS = new @Nullable String[1_000];

  private static final int LONGEST_COUNTRY_CODE = 3;
  private static final int SHORTEST_NATIONAL = 4;

  /** Digits that a number of no known plan must exceed. */
  private static final int SHORTEST_ABROAD = 8;

  static {
    for (int code : PLANS.getSupportedCallingCodes()) {
      MAIN_REGIONS[code] = PLANS.getRegionCodeForCountryCode(code);
    }
  }

  private PhoneNumbers() {}

  static boolean isRegion(String region) {
    return PLANS.getSupportedRegions().contains(region);
  }

  /**
   * @param digits country code and number, without the plus sign
   */
  static boolean isInternational(String digits) {
    int code = 0;
    for (int i = 1; i <= LONGEST_COUNTRY_CODE && digits.length() - i >= SHORTEST_NATIONAL; i++) {
      code = 10 * code + digits.charAt(i - 1) - '0';
      if (MAIN_REGIONS[code] != null) {
        String national = digits.substring(i);
        return isValid(number(code, national))
            || (national.charAt(0) == '0' && isValid(number(code, national.substring(1))));
      }
    }
    return false;
  }

  /**
   * Whether digits of a number's length begin with some country's code.
   *
   * @param digits without the plus sign
   */
  static boolean hasCountryCode(String digits) {
    int code = 0;
    for (int i = 1; i <= LONGEST_COUNTRY_CODE && digits.length() > SHORTEST_ABROAD; i++) {
      code = 10 * code + digits.charAt(i - 1) - '0';
      if (MAIN_REGIONS[code] != null) {
        return true;
      }
    }
    return false;
  }

  /** Asked of the main region first: to find out whose number it is costs as much again. */
  private static boolean isValid(PhoneNumber number) {
    return PLANS.isValidNumberForRegion(number, MAIN_REGIONS[number.getCountryCode()])
        || PLANS.isValidNumber(number);
  }

  /**
   * The number as the region writes it, when it is one of the region's and has the national prefix
   * that the region writes; null otherwise.
   */
  static @Nullable String national(String digits, String region) {
    String prefix = PLANS.getNddPrefixForRegion(region, true);
    int code = PLANS.getCountryCodeForRegion(region);
    String bare =
        prefix != null && digits.startsWith(prefix) ? digits.substring(prefix.length()) : digits;
    String written = written(digits, bare, code);
    if (written == null && bare.length() < digits.length()) {
      written = written(digits, digits, code);
    }
    return written;
  }

  private static @Nullable String written(String digits, String bare, int code) {
    if (bare.length() < SHORTEST_NATIONAL) {
      return null;
    }
    PhoneNumber number = number(code, bare);
    // Regions that share a country code share a plan: 07911 is Guernsey's and dialled as Britain's.
    if (!PLANS.isPossibleNumber(number) || !isValid(number)) {
      return null;
    }
    String format = PLANS.format(number, PhoneNumberFormat.NATIONAL);
    String plain = PhoneNumberUtil.normalizeDigitsOnly(format);
    return digits.endsWith(plain) ? format : null;
  }

  private static PhoneNumber number(int code, String national) {
    PhoneNumber number = new PhoneNumber().setCountryCode(code);
    int zeros = 0;
    while (zeros < national.length() - 1 && national.charAt(zeros) == '0') {
      zeros++;
    }
    if (zeros > 0) {
      number.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
    }
    return number.setNationalNumber(Long.parseLong(national));
  }
}
