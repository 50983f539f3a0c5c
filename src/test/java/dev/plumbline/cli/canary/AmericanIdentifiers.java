package dev.plumbline.cli.canary;

import dev.plumbline.cli.canary.Identifiers.Kind;
import java.util.Map;
import java.util.Random;

/** Of the United States and Canada. */
final class AmericanIdentifiers {

  private AmericanIdentifiers() {}

  static void addTo(Map<String, Kind> kinds) {
    kinds.put("US_SSN", new Kind("my social security number is %s", AmericanIdentifiers::ssn));
  }

  /** Area 001-665, group and serial not zero. */
  private static String ssn(Random random) {
    return "%03d-%02d-%04d"
        .formatted(1 + random.nextInt(665), 1 + random.nextInt(99), 1 + random.nextInt(9999));
  }
}
