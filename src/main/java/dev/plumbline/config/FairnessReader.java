package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Tolerance;
import dev.plumbline.policy.group.AcceptedGap;
import dev.plumbline.policy.group.GroupPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The {@code fairness} section: one rule a metric, and one for each that it is compared within. */
final class FairnessReader {

  private FairnessReader() {}

  /**
   * @param groups what the rules are about
   */
  static List<FairnessRule> read(List<ConfigSection> sections, GroupPolicy groups) {
    List<FairnessRule> rules = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ConfigSection section : sections) {
      try (section) {
        FairnessMetric metric =
            section.choice(
                "metric", FairnessMetric.class, FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE);
        String given = given(section, metric, groups);
        FairnessRule rule = rule(section, metric, given, groups);
        if (!section.has("metric")) {
          section.problem("metric", "'metric' is missing in fairness");
        } else if (!seen.add(rule.label())) {
          section.problem("metric", "metric '" + rule.label() + "' has a rule already");
        }
        if (metric == FairnessMetric.REPRESENTATION && groups.population().isEmpty()) {
          section.problem(
              "metric",
              "'representation' needs groups.population: the share of each group to compare with");
        }
        rules.add(rule);
      }
    }
    return rules;
  }

  private static FairnessRule rule(
      ConfigSection section, FairnessMetric metric, String given, GroupPolicy groups) {
    double tolerance = tolerance(section, metric);
    List<AcceptedGap> accepted = AcceptedGapsReader.read(section, metric, tolerance, groups);
    return new FairnessRule(metric, tolerance, given, accepted);
  }

  /** What any of the rules compares groups within. */
  static Set<String> given(List<FairnessRule> rules) {
    return rules.stream()
        .filter(FairnessRule::conditional)
        .map(FairnessRule::given)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String given(ConfigSection section, FairnessMetric metric, GroupPolicy groups) {
    String given = section.text("given", "");
    if (given.isEmpty()) {
      return given;
    }
    Set<String> known = new TreeSet<>(groups.attributes().keySet());
    known.addAll(groups.factors().keySet());
    if (!known.contains(given)) {
      section.problems().unknown(section.keyNode("given"), "attribute or factor", given, known);
    }
    if (metric.rates().size() != 1) {
      section.problem(
          "given",
          "'%s' is not about one rate, so it cannot be compared within levels of '%s'"
              .formatted(metric.label(), given));
    }
    if (groups.attributes().keySet().equals(Set.of(given))) {
      section.problem(
          "given", "there is no other attribute to compare within levels of '" + given + "'");
    }
    return given;
  }

  private static double tolerance(ConfigSection section, FairnessMetric metric) {
    Tolerance meaning = metric.tolerance();
    if (!section.has("tolerance")) {
      section.problem(
          "tolerance",
          "'tolerance' is missing in fairness: for %s %s"
              .formatted(metric.label(), meaning.words()));
    }
    double usual = meaning.smallIsWorse() ? 0.8 : 0.1;
    return section.number("tolerance", usual, meaning.least(), meaning.most(), meaning.words());
  }
}
