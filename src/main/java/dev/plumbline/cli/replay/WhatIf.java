package dev.plumbline.cli.replay;

import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Tolerance;
import dev.plumbline.policy.alert.AlertPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Other policies to ask about, one for each value: {@code tolerance=0.05,0.10} (every difference),
 * {@code METRIC:tolerance=...}, {@code falsePages=...}, {@code clearAfter=...}.
 *
 * @param name the specification with this one value
 * @param change of every policy
 */
public record WhatIf(String name, UnaryOperator<Policy> change) {

  public static final String SYNTAX =
      "tolerance=0.05,0.10 (every difference), METRIC:tolerance=0.05,0.10, falsePages=1,4"
          + " or clearAfter=3,5";

  /**
   * @throws IllegalArgumentException that says what is wrong and what is allowed
   */
  public static List<WhatIf> parse(String specification, Policies policies) {
    int equals = specification.indexOf('=');
    if (equals < 1 || equals == specification.length() - 1) {
      throw new IllegalArgumentException(
          "'%s' is not NAME=VALUE,VALUE; write %s".formatted(specification, SYNTAX));
    }
    String name = specification.substring(0, equals);
    List<WhatIf> variants = new ArrayList<>();
    for (String value : specification.substring(equals + 1).split(",", -1)) {
      variants.add(new WhatIf(name + "=" + value.strip(), change(name, value.strip(), policies)));
    }
    return variants;
  }

  private static UnaryOperator<Policy> change(String name, String value, Policies policies) {
    return switch (name) {
      case "falsePages" -> {
        double atMost = number(name, value, 0.001, 1000);
        yield policy -> policy.with(falsePages(policy.alerts(), atMost));
      }
      case "clearAfter" -> {
        double windows = number(name, value, 1, 10_000);
        if (windows != Math.rint(windows)) {
          throw new IllegalArgumentException("'%s' of %s is not whole".formatted(value, name));
        }
        yield policy -> policy.with(clearAfter(policy.alerts(), (int) windows));
      }
      case "tolerance" ->
          tolerance(
              rule -> rule.metric().tolerance() == Tolerance.LARGEST_DIFFERENCE,
              name,
              value,
              policies);
      default -> tolerance(metric(name), name, value, policies);
    };
  }

  private static Predicate<FairnessRule> metric(String name) {
    String suffix = ":tolerance";
    if (!name.endsWith(suffix)) {
      throw new IllegalArgumentException("unknown '%s'; write %s".formatted(name, SYNTAX));
    }
    String metric = name.substring(0, name.length() - suffix.length());
    return rule -> rule.label().equals(metric);
  }

  private static UnaryOperator<Policy> tolerance(
      Predicate<FairnessRule> which, String name, String value, Policies policies) {
    if (policies.all().stream().flatMap(p -> p.fairness().stream()).noneMatch(which)) {
      throw new IllegalArgumentException(
          "no policy has a fairness rule for '%s'; rules: %s"
              .formatted(
                  name,
                  policies.all().stream()
                      .flatMap(policy -> policy.fairness().stream())
                      .map(FairnessRule::label)
                      .distinct()
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
    Tolerance meaning =
        policies.all().stream()
            .flatMap(policy -> policy.fairness().stream())
            .filter(which)
            .map(rule -> rule.metric().tolerance())
            .findFirst()
            .orElseThrow();
    double tolerance = number(name, value, meaning.least(), meaning.most());
    return policy ->
        policy.with(
            policy.fairness().stream()
                .map(rule -> which.test(rule) ? rule.with(tolerance) : rule)
                .toList());
  }

  private static AlertPolicy falsePages(AlertPolicy alerts, double atMost) {
    return new AlertPolicy(
        atMost, alerts.per(), alerts.clearing(), alerts.sinks(), alerts.incidents());
  }

  private static AlertPolicy clearAfter(AlertPolicy alerts, int windows) {
    return new AlertPolicy(
        alerts.falsePages(),
        alerts.per(),
        alerts.clearing().after(windows),
        alerts.sinks(),
        alerts.incidents());
  }

  private static double number(String name, String value, double low, double high) {
    try {
      double number = Double.parseDouble(value);
      if (number >= low && number <= high) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, with the range
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT, "'%s' of %s is not a number from %s to %s", value, name, low, high));
  }
}
