package dev.plumbline.stage.measure.window;

import dev.plumbline.event.measure.WeightedScore;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.WeightedSum;
import dev.plumbline.statistics.BoundedMean;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The ethics score E = sum over records i and indicators j of alpha_ij f_j(i), where alpha_ij is
 * alpha_j times the record's risk, and the bias score B = sum over i and bias indicators j of
 * beta_j g_j. Each also as its weighted mean in [0, 1]: the sum over the sum of its weights, with
 * every indicator's contribution to it. An indicator that could not be measured takes its weight
 * with it; without any there is no score.
 *
 * <p>Both have a 95 % interval. That of the ethics score takes the indicators of one record to move
 * together, which is the widest that it can be; that of the bias score goes from the weighted mean
 * of the indicators' lower ends to that of their upper ends, which all hold together.
 */
final class ScoreCalculator {

  /** An indicator's sum over the records, and the records' weights, without alpha or beta. */
  private record Total(double sum, double weight) {}

  private final Policy policy;
  private final BiasIndicators bias;

  ScoreCalculator(Policy policy) {
    this.policy = policy;
    this.bias = new BiasIndicators(policy);
  }

  WeightedScore ethics(MeasureCounts counts) {
    Map<String, Total> totals = new TreeMap<>();
    counts
        .indicators()
        .forEach((name, sum) -> totals.put(name, new Total(real(sum.sum()), real(sum.weight()))));
    WeightedScore score = weigh(totals, policy.ethics().indicators());
    Double mean = score.score();
    if (mean == null) {
      return score;
    }
    IntervalEstimate interval =
        ethicsMean(mean, counts.indicators()).interval(ConfidenceLevel.USUAL);
    return with(score, interval.low(), interval.high());
  }

  private BoundedMean ethicsMean(double score, Map<String, WeightedSum> sums) {
    double deviation = 0;
    double whole = 0;
    double records = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, Double> alpha : policy.ethics().indicators().entrySet()) {
      WeightedSum sum = sums.get(alpha.getKey());
      if (sum != null && sum.weight() > 0 && alpha.getValue() > 0) {
        double weight = alpha.getValue() * real(sum.weight());
        deviation += weight * Math.sqrt(sum.variance());
        whole += weight;
        records = Math.min(records, sum.records());
      }
    }
    return new BoundedMean(score, deviation * deviation / (whole * whole), records);
  }

  WeightedScore bias(MeasureCounts counts) {
    long records = counts.everyone().requests();
    Map<String, IntervalEstimate> gaps = bias.measure(counts);
    Map<String, Total> totals = new TreeMap<>();
    gaps.forEach((name, gap) -> totals.put(name, new Total(records * gap.value(), records)));
    WeightedScore score = weigh(totals, policy.ethics().bias());
    return score.score() == null
        ? score
        : with(
            score, weighted(gaps, IntervalEstimate::low), weighted(gaps, IntervalEstimate::high));
  }

  private double weighted(
      Map<String, IntervalEstimate> gaps, ToDoubleFunction<IntervalEstimate> end) {
    double sum = 0;
    double whole = 0;
    for (Map.Entry<String, Double> beta : new TreeMap<>(policy.ethics().bias()).entrySet()) {
      IntervalEstimate gap = gaps.get(beta.getKey());
      if (gap != null) {
        sum += beta.getValue() * end.applyAsDouble(gap);
        whole += beta.getValue();
      }
    }
    return Math.min(1, sum / whole);
  }

  private static WeightedScore with(WeightedScore score, double low, double high) {
    return new WeightedScore(
        score.score(), score.sum(), score.contributions(), score.values(), low, high);
  }

  private static WeightedScore weigh(Map<String, Total> totals, Map<String, Double> weights) {
    Map<String, Double> values = new TreeMap<>();
    totals.forEach(
        (name, total) -> {
          if (total.weight() > 0) {
            values.put(name, Math.min(1, total.sum() / total.weight()));
          }
        });
    Map<String, Double> parts = new TreeMap<>();
    double sum = 0;
    double whole = 0;
    for (Map.Entry<String, Double> entry : new TreeMap<>(weights).entrySet()) {
      Total total = totals.get(entry.getKey());
      if (total != null && total.weight() > 0) {
        double part = entry.getValue() * total.sum();
        parts.put(entry.getKey(), part);
        sum += part;
        whole += entry.getValue() * total.weight();
      }
    }
    if (whole == 0) {
      return new WeightedScore(null, 0, Map.of(), values);
    }
    double weight = whole;
    parts.replaceAll((name, part) -> part / weight);
    return new WeightedScore(Math.min(1, sum / weight), sum, parts, values);
  }

  private static double real(long billionths) {
    return (double) billionths / GroupScores.BILLION;
  }
}
