package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.GroupPolicy;
import dev.plumbline.policy.Tolerance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The {@code fairness} section: one rule a metric. */
final class FairnessReader {

  private FairnessReader() {}

  /**
   * @param groups what the rules are about
   */
  static List<FairnessRule> read(List<ConfigSection> sections, GroupPolicy groups) {
    List<FairnessRule> rules = new ArrayList<>();
    Set<FairnessMetric> seen = EnumSet.noneOf(FairnessMetric.class);
    for (ConfigSection section : sections) {
      try (section) {
        FairnessMetric metric =
            section.choice(
                "metric", FairnessMetric.class, FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE);
        if (!section.has("metric")) {
          section.problem("metric", "'metric' is missing in fairness");
        } else if (!seen.add(metric)) {
          section.problem("metric", "metric '" + metric.label() + "' has a rule already");
        }
        if (metric == FairnessMetric.REPRESENTATION && groups.population().isEmpty()) {
          section.problem(
              "metric",
              "'representation' needs groups.population: the share of each group to compare with");
        }
        rules.add(new FairnessRule(metric, tolerance(section, metric)));
      }
    }
    return rules;
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
