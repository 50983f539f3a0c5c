package dev.plumbline.stage.alert;

import dev.plumbline.event.DriftMeasure;
import dev.plumbline.event.FairnessMeasure;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.event.Rule;
import dev.plumbline.event.WindowMeasures;
import dev.plumbline.policy.Ethics;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * What one window says about every rule. A fairness rule is beyond its tolerance when the interval
 * is wholly so after Holm's correction over the window's rules: the p-value of "within tolerance"
 * is read off the 95 % interval's near arm, taken as 1.96 standard errors (on the log scale for
 * ratios).
 */
final class WindowReadings {

  private static final String ETHICS = "ethics";
  private static final String BIAS = "bias";
  private static final double Z = 1.959963984540054;

  /** One-sided level of a 95 % interval. */
  private static final double LEVEL = 0.025;

  private WindowReadings() {}

  static List<Reading> of(WindowMeasures window, Policy policy) {
    List<Reading> readings = new ArrayList<>(fairness(window));
    window.drift().forEach(drift -> readings.add(drift(drift, window)));
    Ethics ethics = policy.ethics();
    Double e = window.ethics().score();
    if (e != null) {
      readings.add(whole(ETHICS, e, ethics.ethicsBelow(), e < ethics.ethicsBelow(), window));
    }
    Double b = window.bias().score();
    if (b != null) {
      readings.add(whole(BIAS, b, ethics.biasAbove(), b > ethics.biasAbove(), window));
    }
    return readings;
  }

  /** Whether the policy has a rule for an alert's metric. */
  static boolean watched(Policy policy, String metric) {
    return metric.equals(ETHICS)
        || metric.equals(BIAS)
        || policy.fairness().stream().anyMatch(rule -> rule.metric().label().equals(metric));
  }

  private static List<Reading> fairness(WindowMeasures window) {
    List<FairnessMeasure> measures =
        window.fairness().stream()
            .filter(m -> m.comparison() == FairnessMeasure.Comparison.REFERENCE)
            .filter(m -> m.tolerance() != null)
            .toList();
    boolean[] beyond = Holm.rejected(measures.stream().map(WindowReadings::pValue).toList(), LEVEL);
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < beyond.length; i++) {
      FairnessMeasure m = measures.get(i);
      Double excess = excess(m);
      readings.add(
          new Reading(
              new Rule(m.metric(), m.attribute(), m.group()),
              window.window().end(),
              beyond[i],
              excess != null && excess <= 0,
              m.value(),
              m.low(),
              m.high(),
              m.n(),
              m.nReference(),
              m.tolerance(),
              m.sentence()));
    }
    return readings;
  }

  /** One-sided p-value of "the gap is within tolerance"; 1 without evidence. */
  static double pValue(FairnessMeasure m) {
    Double excess = excess(m);
    if (excess == null || excess <= 0) {
      return 1;
    }
    double error = arm(m) / Z;
    return error == 0 ? 0 : NormalDistribution.of(0, 1).survivalProbability(excess / error);
  }

  /** How far the value is beyond the tolerance, on the scale of the test; null without evidence. */
  private static @Nullable Double excess(FairnessMeasure m) {
    Double value = m.value();
    Double tolerance = m.tolerance();
    if (value == null || tolerance == null) {
      return null;
    }
    if (ratio(m)) {
      return Math.abs(log(value)) - Math.abs(Math.log(tolerance));
    }
    return Math.abs(value) - tolerance;
  }

  /** The interval's arm towards the tolerance. */
  private static double arm(FairnessMeasure m) {
    double value = m.value() == null ? 0 : m.value();
    double low = m.low() == null ? value : m.low();
    double high = m.high() == null ? value : m.high();
    if (ratio(m)) {
      return value < 1 ? log(high) - log(value) : log(value) - log(low);
    }
    return value > 0 ? value - low : high - value;
  }

  /** A ratio of nothing is as far as its interval's upper end can tell: one in a million. */
  private static double log(double ratio) {
    return Math.log(Math.max(1e-6, ratio));
  }

  private static boolean ratio(FairnessMeasure m) {
    return m.metric().equals(FairnessMetric.DISPARATE_IMPACT_RATIO.label());
  }

  /** Two statistics of one signal are two rules. */
  private static Reading drift(DriftMeasure drift, WindowMeasures window) {
    return new Reading(
        new Rule(
            "drift:" + drift.signal() + ":" + drift.statistic(), GroupCounts.ALL, drift.group()),
        window.window().end(),
        drift.verdict() == DriftMeasure.Drift.DRIFTED,
        drift.verdict() == DriftMeasure.Drift.STABLE,
        drift.value(),
        null,
        null,
        drift.n(),
        drift.nReference(),
        drift.tolerance(),
        drift.sentence());
  }

  private static Reading whole(
      String metric, double value, double limit, boolean beyond, WindowMeasures window) {
    return new Reading(
        new Rule(metric, GroupCounts.ALL, GroupCounts.ALL),
        window.window().end(),
        beyond,
        !beyond,
        value,
        null,
        null,
        window.requests(),
        0,
        limit,
        String.format(
            Locale.ROOT,
            "The %s score is %.3f over %d requests; the limit is %.3f.",
            metric,
            value,
            window.requests(),
            limit));
  }
}
