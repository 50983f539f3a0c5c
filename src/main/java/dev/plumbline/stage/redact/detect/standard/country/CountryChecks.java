package dev.plumbline.stage.redact.detect.standard.country;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The checks of all countries. A new country is a class of its own, and a line here. */
public final class CountryChecks {

  private static final List<Map<String, Predicate<String>>> COUNTRIES =
      List.of(
          AmericanNumbers.CHECKS,
          CanadianNumbers.CHECKS,
          BritishNumbers.CHECKS,
          GermanNumbers.CHECKS,
          SpanishNumbers.CHECKS,
          ItalianNumbers.CHECKS,
          FinnishNumbers.CHECKS,
          SwedishNumbers.CHECKS,
          PolishNumbers.CHECKS,
          TurkishNumbers.CHECKS,
          IndianNumbers.CHECKS,
          KoreanNumbers.CHECKS,
          SingaporeanNumbers.CHECKS,
          ThaiNumbers.CHECKS,
          ChineseNumbers.CHECKS,
          AustralianNumbers.CHECKS,
          SouthAfricanNumbers.CHECKS);

  private CountryChecks() {}

  /** By the names that recognizer files use; each is given a match without its separators. */
  public static Map<String, Predicate<String>> all() {
    Map<String, Predicate<String>> all = new HashMap<>();
    COUNTRIES.forEach(
        country ->
            country.forEach(
                (name, check) -> {
                  if (all.put(name, check) != null) {
                    throw new IllegalStateException("two checks are named " + name);
                  }
                }));
    return all;
  }
}
