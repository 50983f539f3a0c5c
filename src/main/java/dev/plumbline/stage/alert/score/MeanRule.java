package dev.plumbline.stage.alert.score;

import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.pane.IndicatorSum;
import dev.plumbline.policy.EthicsPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * "The weighted mean of these indicators is not below the limit": the ethics score, or one
 * indicator by itself.
 *
 * @param metric name in alerts, {@code ethics} or {@code ethics:INDICATOR}
 * @param weights by indicator, none negative
 * @param limit in (0, 1]
 */
public record MeanRule(
    String metric, Map<String, Double> weights, double limit, Severity severity) {

  public static final String SCORE = "ethics";

  public MeanRule {
    weights = Map.copyOf(weights);
  }

  /** The policy's, in a fixed order. */
  public static List<MeanRule> of(EthicsPolicy ethics) {
    List<MeanRule> rules = new ArrayList<>();
    if (ethics.ethicsBelow() > 0) {
      rules.add(
          new MeanRule(SCORE, ethics.indicators(), ethics.ethicsBelow(), ethics.limits().ethics()));
    }
    new TreeMap<>(ethics.limits().indicators())
        .forEach(
            (name, limit) ->
                rules.add(
                    new MeanRule(
                        metric(name), Map.of(name, 1.0), limit.below(), limit.severity())));
    return rules;
  }

  /** The name in alerts of a rule about one indicator. */
  public static String metric(String indicator) {
    return SCORE + ":" + indicator;
  }

  /**
   * What a pane says of it. A record that weighs less than the heaviest of its pane, by its risk or
   * because it lacks an indicator, counts as that part of a record: what is said of the evidence
   * then holds whatever the weights (see {@link MeanDetector}).
   *
   * @param indicators of the pane, by name
   */
  public MeanSample sample(Map<String, IndicatorSum> indicators) {
    double alphas = 0;
    double heaviest = 0;
    double sum = 0;
    double weight = 0;
    for (Map.Entry<String, Double> alpha : new TreeMap<>(weights).entrySet()) {
      IndicatorSum of = indicators.get(alpha.getKey());
      if (of != null && alpha.getValue() > 0) {
        alphas += alpha.getValue();
        heaviest = Math.max(heaviest, of.largest());
        sum += alpha.getValue() * of.sum();
        weight += alpha.getValue() * of.weight();
      }
    }
    double most = alphas * heaviest;
    return most > 0
        ? new MeanSample(Math.min(sum, weight) / most, weight / most)
        : MeanSample.NOTHING;
  }
}
