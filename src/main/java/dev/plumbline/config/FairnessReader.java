package dev.plumbline.config;

import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The {@code fairness} section: one rule a metric. */
final class FairnessReader {

  private FairnessReader() {}

  static List<FairnessRule> read(List<Section> sections) {
    List<FairnessRule> rules = new ArrayList<>();
    Set<FairnessMetric> seen = EnumSet.noneOf(FairnessMetric.class);
    for (Section section : sections) {
      try (section) {
        FairnessMetric metric =
            section.choice(
                "metric", FairnessMetric.class, FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE);
        if (!section.has("metric")) {
          section.problem("metric", "'metric' is missing in fairness");
        } else if (!seen.add(metric)) {
          section.problem("metric", "metric '" + metric.label() + "' has a rule already");
        }
        if (!section.has("tolerance")) {
          section.problem("tolerance", "'tolerance' is missing in fairness");
        }
        rules.add(new FairnessRule(metric, section.number("tolerance", 0.1, 0.001, 0.999)));
      }
    }
    return rules;
  }
}
