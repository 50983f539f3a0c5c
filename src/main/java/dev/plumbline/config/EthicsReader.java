package dev.plumbline.config;

import dev.plumbline.policy.Ethics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The {@code ethics} section: weights and limits of the two scores. */
final class EthicsReader {

  private EthicsReader() {}

  static Ethics read(Section ethics) {
    try (ethics;
        Section when = ethics.section("alertWhen")) {
      return new Ethics(
          weights(ethics, "indicators", Ethics.INDICATORS),
          weights(ethics, "bias", Ethics.BIAS),
          when.number("ethicsBelow", 0, 0, 1),
          when.number("biasAbove", 1, 0, 1));
    }
  }

  /** Weight 1 for every indicator when the policy names none. */
  private static Map<String, Double> weights(Section ethics, String key, Set<String> allowed) {
    Map<String, Double> weights = new LinkedHashMap<>();
    if (!ethics.has(key)) {
      allowed.forEach(name -> weights.put(name, 1.0));
      return weights;
    }
    try (Section section = ethics.section(key)) {
      for (String name : section.entries().keySet()) {
        if (allowed.contains(name)) {
          weights.put(name, section.number(name, 1, 0, 1000));
        } else {
          section.problems().unknown(section.keyNode(name), "indicator", name, allowed);
        }
      }
    }
    return weights;
  }
}
