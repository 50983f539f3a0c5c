package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.group.GroupFactor;
import dev.plumbline.policy.group.GroupNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The section {@code groups.factors}: features that rules may compare groups within. */
final class FactorsReader {

  private FactorsReader() {}

  /**
   * @param attributes whose names are taken
   */
  static Map<String, GroupFactor> read(ConfigSection groups, Set<String> attributes) {
    Map<String, GroupFactor> factors = new LinkedHashMap<>();
    try (ConfigSection section = groups.section("factors")) {
      for (String name : section.entries()) {
        if (attributes.contains(name)) {
          section.problem(name, "'" + name + "' is an attribute; a factor needs another name");
        } else if (!name.matches("[^=*|:/]+")) {
          section.problem(name, "factor '" + name + "' must not contain =, *, |, : or /");
        }
        factors.put(name, factor(section, name));
      }
    }
    return factors;
  }

  private static GroupFactor factor(ConfigSection factors, String name) {
    try (ConfigSection section = factors.section(name)) {
      List<String> levels = section.words("levels").stream().map(GroupNames::nameOf).toList();
      List<Double> cuts = numbers(section, "cuts");
      if (levels.isEmpty() == cuts.isEmpty()) {
        section.problem(
            levels.isEmpty() ? "levels" : "cuts",
            "factor '" + name + "' needs either levels, of a text, or cuts, of a number");
      }
      if (Math.max(levels.size(), cuts.size() + 1) > GroupFactor.MOST_LEVELS) {
        section.problem(
            cuts.isEmpty() ? "levels" : "cuts",
            "factor '%s' has more than %d levels".formatted(name, GroupFactor.MOST_LEVELS));
      }
      return new GroupFactor(levels, cuts);
    }
  }

  private static List<Double> numbers(ConfigSection section, String key) {
    List<Double> numbers = new ArrayList<>();
    for (String word : section.words(key)) {
      try {
        numbers.add(Double.parseDouble(word));
      } catch (NumberFormatException e) {
        section.problem(key, "'" + word + "' in " + key + " is not a number");
      }
    }
    for (int i = 1; i < numbers.size(); i++) {
      if (!(numbers.get(i) > numbers.get(i - 1))) {
        section.problem(key, "'" + key + "' must ascend");
        return numbers;
      }
    }
    if (numbers.stream().anyMatch(number -> !Double.isFinite(number))) {
      section.problem(key, "'" + key + "' must be finite numbers");
    }
    return numbers;
  }
}
