package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.policy.group.GroupPolicy;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The {@code ethics} section: weights and limits of the two scores, and what their indicators are
 * measured with. An indicator without its means is left out, and refused when it is weighted.
 */
final class EthicsReader {

  private static final double MOST_WEIGHT = 1000;
  private static final double LEAST_LIMIT = 0.001;

  private EthicsReader() {}

  /**
   * @param scoring who scores: only a model of ours can be asked again
   * @param groups whose population may be declared
   */
  static EthicsPolicy read(ConfigSection ethics, ScoringPolicy scoring, GroupPolicy groups) {
    try (ethics;
        ConfigSection when = ethics.section("alertWhen")) {
      EthicsPolicy.Means means = means(ethics);
      EthicsPolicy.Counterfactual counterfactual = CounterfactualReader.read(ethics, scoring);
      return new EthicsPolicy(
          weights(ethics, "indicators", EthicsPolicy.INDICATORS, missing(means)),
          weights(ethics, "bias", EthicsPolicy.BIAS, missing(counterfactual, groups)),
          when.number("ethicsBelow", 0, 0, 1),
          when.number("biasAbove", 1, 0, 1),
          means,
          risk(ethics),
          counterfactual,
          limits(when, missing(means)));
    }
  }

  private static EthicsPolicy.Limits limits(ConfigSection when, Map<String, String> missing) {
    Map<String, EthicsPolicy.Limit> limits = new TreeMap<>();
    for (String name : new TreeSet<>(EthicsPolicy.INDICATORS)) {
      boolean given = when.has(name);
      try (ConfigSection limit = when.section(name)) {
        double below = limit.number("below", 1, LEAST_LIMIT, 1);
        Severity severity = limit.choice("severity", Severity.class, Severity.WARNING);
        if (given && missing.containsKey(name)) {
          when.problem(name, "indicator '%s' needs %s".formatted(name, missing.get(name)));
        } else if (given && !limit.has("below")) {
          when.problem(
              name, "'below' is missing in alertWhen.%s: the mean to alert under".formatted(name));
        } else if (given) {
          limits.put(name, new EthicsPolicy.Limit(below, severity));
        }
      }
    }
    return new EthicsPolicy.Limits(
        limits,
        when.choice("ethicsSeverity", Severity.class, Severity.WARNING),
        when.choice("biasSeverity", Severity.class, Severity.WARNING));
  }

  private static EthicsPolicy.Means means(ConfigSection ethics) {
    return new EthicsPolicy.Means(
        new LinkedHashSet<>(ethics.words("harmful")),
        ethics.number("lowConfidence", EthicsPolicy.Means.NONE.lowConfidence(), 0, 1),
        ethics.text("explained", ""),
        ethics.text("reviewed", ""));
  }

  /** Indicator to the key it waits for. */
  private static Map<String, String> missing(EthicsPolicy.Means means) {
    Map<String, String> missing = new TreeMap<>();
    if (means.harmful().isEmpty()) {
      missing.put("safety", "ethics.harmful: the labels that harm");
    }
    if (means.explained().isEmpty()) {
      missing.put("transparency", "ethics.explained: the feature that says so");
    }
    if (means.reviewed().isEmpty()) {
      missing.put("oversight", "ethics.reviewed: the feature that says so");
    }
    return missing;
  }

  private static Map<String, String> missing(
      EthicsPolicy.Counterfactual counterfactual, GroupPolicy groups) {
    Map<String, String> missing = new TreeMap<>();
    if (!counterfactual.declared()) {
      missing.put("counterfactual", "ethics.counterfactual: the words to swap");
    }
    if (groups.population().isEmpty()) {
      missing.put("representation", "groups.population: whom to expect");
    }
    return missing;
  }

  /** Weight 1 for every indicator with its means when the policy names none. */
  private static Map<String, Double> weights(
      ConfigSection ethics, String key, Set<String> allowed, Map<String, String> missing) {
    Map<String, Double> weights = new LinkedHashMap<>();
    if (!ethics.has(key)) {
      allowed.stream()
          .filter(name -> !missing.containsKey(name))
          .forEach(name -> weights.put(name, 1.0));
      return weights;
    }
    try (ConfigSection section = ethics.section(key)) {
      for (String name : new TreeSet<>(allowed)) {
        if (section.has(name) && missing.containsKey(name)) {
          section.problem(name, "indicator '%s' needs %s".formatted(name, missing.get(name)));
        } else if (section.has(name)) {
          weights.put(name, section.number(name, 1, 0, MOST_WEIGHT));
        }
      }
    }
    return weights;
  }

  private static EthicsPolicy.Risk risk(ConfigSection ethics) {
    try (ConfigSection risk = ethics.section("risk");
        ConfigSection labels = risk.section("labels")) {
      Map<String, Double> weights = new LinkedHashMap<>();
      for (String label : labels.entries()) {
        weights.put(label, labels.number(label, 1, 0, EthicsPolicy.Risk.MOST));
      }
      return new EthicsPolicy.Risk(risk.text("feature", ""), weights);
    }
  }
}
