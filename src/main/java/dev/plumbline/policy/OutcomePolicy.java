package dev.plumbline.policy;

import dev.plumbline.event.Prediction;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What counts as a favourable outcome. Every stage asks here what a prediction decides, so that all
 * of them mean the same by it.
 *
 * @param favourable labels that favour whom the prediction is about; sorted
 * @param labels all labels that a true label may be, the favourable ones among them; empty when the
 *     policy does not say
 * @param probabilities false where a model's scores are numbers of another kind, even when they lie
 *     in [0, 1]: no probability is read from them
 */
public record OutcomePolicy(Set<String> favourable, Set<String> labels, boolean probabilities) {

  /** Sorted: sums of fractions depend on their order, and a set's order on the process. */
  public OutcomePolicy {
    favourable = Collections.unmodifiableSet(new LinkedHashSet<>(new TreeSet<>(favourable)));
    labels = Collections.unmodifiableSet(new LinkedHashSet<>(new TreeSet<>(labels)));
    if (!labels.isEmpty() && !labels.containsAll(favourable)) {
      throw new IllegalArgumentException("a favourable label is not among the labels");
    }
  }

  /** One of a model whose scores are probabilities. */
  public OutcomePolicy(Set<String> favourable, Set<String> labels) {
    this(favourable, labels, true);
  }

  /** Whether the policy says which labels there are. */
  public boolean declaresLabels() {
    return !labels.isEmpty();
  }

  /**
   * Whether a true label is one that the policy declares, or the policy declares none. Any other
   * says nothing of the decision: it is a typing error or another system's, not an unfavourable
   * truth.
   */
  public boolean admits(String label) {
    return labels.isEmpty() || labels.contains(label);
  }

  /** Whether a label favours: a predicted one, or the true one. */
  public boolean favours(String label) {
    return favourable.contains(label);
  }

  public Decision decide(Prediction prediction) {
    return decide(prediction.label(), prediction.confidence(), prediction.scores());
  }

  /**
   * The favourable probability is the sum of all favourable labels' where the prediction says them,
   * else that of the predicted label or of anything but it. The same prediction gives the same bits
   * in every process.
   *
   * @param label predicted
   * @param score probability of the label; anything else says nothing
   * @param scores probabilities by label; may be empty, and may lack unlikely labels
   */
  public Decision decide(String label, double score, Map<String, Double> scores) {
    boolean favours = favours(label);
    if (!probabilities) {
      return new Decision(favours, Double.NaN);
    }
    if (scores.isEmpty()) {
      double known = score >= 0 && score <= 1 ? score : Double.NaN;
      return new Decision(favours, favours ? known : 1 - known);
    }
    double sum = 0;
    for (String each : favourable) {
      sum += scores.getOrDefault(each, 0.0);
    }
    return new Decision(favours, Math.max(0, Math.min(1, sum)));
  }
}
