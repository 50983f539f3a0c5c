package dev.plumbline.cli.privacy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Where a language is spoken, as far as the JDK's locales know. */
final class PhoneLanguages {

  private PhoneLanguages() {}

  /**
   * ISO 3166 codes, sorted.
   *
   * @throws IllegalArgumentException when no region is known for the language
   */
  static List<String> regions(String language) {
    Set<String> regions = new TreeSet<>();
    Set<String> numbered = PhoneNumberUtil.getInstance().getSupportedRegions();
    for (Locale locale : Locale.getAvailableLocales()) {
      if (locale.getLanguage().equals(language) && numbered.contains(locale.getCountry())) {
        regions.add(locale.getCountry());
      }
    }
    if (regions.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown language '" + language + "'; an ISO 639-1 code is wanted, such as en, de or es");
    }
    return List.copyOf(regions);
  }
}
