package dev.plumbline.stage.measure.window;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one window's decisions were good for, by name; a figure that cannot be reckoned is left out,
 * never NaN.
 *
 * <ul>
 *   <li>{@code decisions}; {@code automatedDecisions}: those that no human has overridden
 *   <li>{@code accuracy}: share of the labelled ones whose label is exactly the true one; {@code
 *       macroF1}, of at most {@value LabelPairs#MOST_LABELS_OF_EVERYONE} labels; {@code
 *       labelledShare}
 *   <li>{@code logLoss}: mean -ln of the true label's probability over the {@code logLossRecords}
 *       labelled ones that say it
 *   <li>{@code coverage|attribute=group}: share of the group's decisions that no human has
 *       overridden, where the policy declares the attribute's values
 *   <li>{@code appeals}, {@code appealRate}; {@code reversals}: appeals after which a human decided
 *       otherwise, {@code reversalRate}: of the appeals
 *   <li>{@code ratings}, {@code meanRating}
 *   <li>{@code meanLatencyMs}; {@code hoursSaved}: the manual time of the automated decisions less
 *       the model's own time for all of them, both as the policy's benefits section says
 * </ul>
 */
final class BenefitsCalculator {

  private static final double MICROSECONDS_AN_HOUR = 3.6e9;
  private static final double MICROSECONDS_A_MILLISECOND = 1_000;

  private final Policy policy;

  BenefitsCalculator(Policy policy) {
    this.policy = policy;
  }

  Map<String, Double> measure(MeasureCounts counts) {
    GroupCounts all = counts.everyone();
    Map<String, Double> benefits = new TreeMap<>();
    long automated = automated(all.requests(), counts.fact(CounterNames.OVERRIDES));
    benefits.put("decisions", (double) all.requests());
    benefits.put("automatedDecisions", (double) automated);
    share(benefits, "accuracy", counts.fact(CounterNames.CORRECT), all.labelled());
    share(benefits, "labelledShare", Math.min(all.labelled(), all.requests()), all.requests());
    labelled(benefits, counts);
    coverage(benefits, counts);
    people(benefits, counts, all.requests());
    time(benefits, counts, automated);
    return benefits;
  }

  private static void labelled(Map<String, Double> benefits, MeasureCounts counts) {
    double f1 = counts.pairs(GroupCounts.ALL, GroupCounts.ALL).macroF1();
    if (!Double.isNaN(f1)) {
      benefits.put("macroF1", f1);
    }
    long losses = counts.fact(CounterNames.LOG_LOSSES);
    if (counts.everyone().labelled() > 0) {
      benefits.put("logLossRecords", (double) losses);
    }
    if (losses > 0) {
      double sum = (double) counts.fact(CounterNames.LOG_LOSS_SUM) / GroupScores.BILLION;
      benefits.put("logLoss", sum / losses);
    }
  }

  private void coverage(Map<String, Double> benefits, MeasureCounts counts) {
    counts
        .groups()
        .forEach(
            (key, group) -> {
              if (policy.groups().declares(group.attribute())) {
                long kept =
                    automated(group.requests(), counts.fact(CounterNames.OVERRIDES_OF + key));
                share(benefits, "coverage|" + key, kept, group.requests());
              }
            });
  }

  /** What people said of the decisions. */
  private static void people(Map<String, Double> benefits, MeasureCounts counts, long decisions) {
    long appeals = counts.fact(CounterNames.APPEALS);
    long reversals = counts.fact(CounterNames.REVERSED_APPEALS);
    long ratings = counts.fact(CounterNames.RATINGS);
    benefits.put("appeals", (double) appeals);
    benefits.put("reversals", (double) reversals);
    benefits.put("ratings", (double) ratings);
    share(benefits, "appealRate", appeals, decisions);
    share(benefits, "reversalRate", reversals, appeals);
    if (ratings > 0) {
      double sum = (double) counts.fact(CounterNames.RATING_SUM) / GroupScores.BILLION;
      benefits.put("meanRating", sum / ratings);
    }
  }

  /** Records without a latency are taken to have the mean of those with one. */
  private void time(Map<String, Double> benefits, MeasureCounts counts, long automated) {
    long latencies = counts.fact(CounterNames.LATENCIES);
    double mean = latencies == 0 ? 0 : (double) counts.fact(CounterNames.LATENCY_SUM) / latencies;
    if (latencies > 0) {
      benefits.put("meanLatencyMs", mean / MICROSECONDS_A_MILLISECOND);
    }
    Duration manual = policy.benefits().manual();
    if (!manual.isZero()) {
      double own = counts.everyone().requests() * mean / MICROSECONDS_AN_HOUR;
      benefits.put("hoursSaved", automated * hours(manual) - own);
    }
  }

  private static double hours(Duration duration) {
    return duration.toMillis() / 3.6e6;
  }

  private static long automated(long decisions, long overridden) {
    return Math.max(0, decisions - overridden);
  }

  private static void share(Map<String, Double> benefits, String name, long part, long whole) {
    if (whole > 0) {
      benefits.put(name, (double) part / whole);
    }
  }
}
