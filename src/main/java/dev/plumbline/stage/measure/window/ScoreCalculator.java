package dev.plumbline.stage.measure.window;

import dev.plumbline.event.measure.WeightedScore;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ethics score E = sum over records i and indicators j of alpha_ij f_j(i), where alpha_ij is
 * alpha_j times the record's risk, and the bias score B = sum over i and bias indicators j of
 * beta_j g_j. Each also as its weighted mean in [0, 1]: the sum over the sum of its weights, with
 * every indicator's contribution to it. An indicator that could not be measured takes its weight
 * with it; without any there is no score.
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
    return weigh(totals, policy.ethics().indicators());
  }

  WeightedScore bias(MeasureCounts counts) {
    long records = counts.everyone().requests();
    Map<String, Total> totals = new TreeMap<>();
    bias.measure(counts)
        .forEach((name, gap) -> totals.put(name, new Total(records * gap, records)));
    return weigh(totals, policy.ethics().bias());
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
