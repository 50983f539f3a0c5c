package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.TrainingPolicy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every example counts for, as the policy balances them. */
final class ExampleWeights {

  private final Policy policy;
  private final AlertRule rule;

  /**
   * @param rule whose attribute's groups are balanced
   */
  ExampleWeights(Policy policy, AlertRule rule) {
    this.policy = policy;
    this.rule = rule;
  }

  /** One weight per example, in order; their mean is 1. */
  double[] of(List<TrainingExample> examples) {
    TrainingPolicy training = policy.retraining().training();
    double[] weights = new double[examples.size()];
    Arrays.fill(weights, 1);
    if (training.balanceGroups()) {
      multiply(weights, GroupReweighing.weights(examples.stream().map(this::cell).toList()));
    }
    if (training.balanceClasses()) {
      multiply(weights, byClass(examples));
    }
    double mean = Arrays.stream(weights).average().orElse(1);
    return Arrays.stream(weights).map(weight -> weight / mean).toArray();
  }

  private static void multiply(double[] weights, double[] by) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= by[i];
    }
  }

  private GroupReweighing.Cell cell(TrainingExample example) {
    return new GroupReweighing.Cell(group(example), policy.outcome().favours(example.label()));
  }

  /**
   * Of the rule's attribute; a rule about the whole model balances all declared attributes jointly.
   */
  private String group(TrainingExample example) {
    Map<String, String> groups = policy.groups().groupsFor(example.attributes());
    String mine = groups.get(rule.attribute());
    return mine == null ? groups.toString() : mine;
  }

  /** n / (k n_label) with k labels that occur: all of them together count the same. */
  static double[] byClass(List<TrainingExample> examples) {
    Map<String, Integer> counts = new HashMap<>();
    examples.forEach(example -> counts.merge(example.label(), 1, Integer::sum));
    return examples.stream()
        .mapToDouble(
            example ->
                examples.size()
                    / ((double) counts.size() * counts.getOrDefault(example.label(), 1)))
        .toArray();
  }
}
