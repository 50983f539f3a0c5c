package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.drift.ValueRange;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code features} section: what features may be. */
final class FeaturesReader {

  /** Enough for whatever is counted, and for seconds since 1970. */
  private static final double WIDEST = 1e12;

  private FeaturesReader() {}

  /** Ranges by the feature's name. */
  static Map<String, ValueRange> read(ConfigSection features) {
    Map<String, ValueRange> ranges = new LinkedHashMap<>();
    try (features) {
      for (String feature : features.entries()) {
        ranges.put(feature, range(features.section(feature)));
      }
    }
    return ranges;
  }

  private static ValueRange range(ConfigSection section) {
    try (section) {
      double min = end(section, "min");
      double max = end(section, "max");
      if (min > max) {
        section.problem("max", "'max' must not be below 'min'");
        return new ValueRange(min, min);
      }
      return new ValueRange(min, max);
    }
  }

  private static double end(ConfigSection section, String key) {
    if (!section.has(key)) {
      section.problem(key, "'" + key + "' is missing in features");
    }
    return section.number(key, 0, -WIDEST, WIDEST);
  }
}
