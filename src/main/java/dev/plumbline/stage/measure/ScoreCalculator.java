package dev.plumbline.stage.measure;

import dev.plumbline.event.WeightedScore;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Rate;
import dev.plumbline.stage.measure.statistics.Proportion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ethics score E = sum over records i and indicators j of alpha_j f_j(i), and the bias score B
 * = sum over i and bias indicators j of beta_j g_j; each also as its weighted mean in [0, 1] with
 * every indicator's contribution to it.
 */
final class ScoreCalculator {

  private final Policy policy;

  ScoreCalculator(Policy policy) {
    this.policy = policy;
  }

  WeightedScore ethics(Counts counts) {
    long n = counts.everyone().requests();
    Map<String, Double> means = new TreeMap<>();
    counts
        .indicators()
        .forEach(
            (name, sum) -> {
              if (sum.weight() > 0) {
                means.put(name, sum.mean());
              }
            });
    return weigh(means, policy.ethics().indicators(), n);
  }

  /**
   * g_j is the largest gap between any two groups of any attribute that are large enough to
   * compare.
   */
  WeightedScore bias(Counts counts) {
    Map<String, Double> gaps = new TreeMap<>();
    putLargest(gaps, "selection_gap", Rate.SELECTION, counts);
    putLargest(gaps, "true_positive_gap", Rate.TRUE_POSITIVE, counts);
    return weigh(gaps, policy.ethics().bias(), counts.everyone().requests());
  }

  private void putLargest(Map<String, Double> gaps, String name, Rate rate, Counts counts) {
    for (String attribute : policy.groups().attributes().keySet()) {
      List<Proportion> rates =
          counts.of(attribute).stream()
              .filter(group -> rate.people(group) >= policy.groups().minimumSize())
              .map(group -> new Proportion(rate.successes(group), rate.trials(group)))
              .filter(Proportion::known)
              .toList();
      if (rates.size() > 1) {
        double high = rates.stream().mapToDouble(Proportion::rate).max().orElse(0);
        double low = rates.stream().mapToDouble(Proportion::rate).min().orElse(0);
        gaps.merge(name, high - low, Math::max);
      }
    }
  }

  /** Indicators that could not be measured take their weight with them. */
  private static WeightedScore weigh(
      Map<String, Double> values, Map<String, Double> weights, long records) {
    Map<String, Double> products = new TreeMap<>();
    double total = 0;
    for (Map.Entry<String, Double> entry : new TreeMap<>(weights).entrySet()) {
      Double value = values.get(entry.getKey());
      if (value != null) {
        products.put(entry.getKey(), entry.getValue() * value);
        total += entry.getValue();
      }
    }
    double sum = products.values().stream().mapToDouble(Double::doubleValue).sum();
    if (total == 0) {
      return new WeightedScore(null, 0, Map.of());
    }
    double weight = total;
    products.replaceAll((name, product) -> product / weight);
    return new WeightedScore(sum / weight, sum * records, products);
  }
}
