package dev.plumbline.policy;

import java.util.Map;
import java.util.Set;

/**
 * Weights of the ethics score E and the bias score B.
 *
 * @param indicators f_j's name to alpha_j, not negative
 * @param bias g_j's name to beta_j, not negative
 * @param ethicsBelow alert when E's weighted mean falls below it
 * @param biasAbove alert when B's weighted mean rises above it
 */
public record Ethics(
    Map<String, Double> indicators,
    Map<String, Double> bias,
    double ethicsBelow,
    double biasAbove) {

  /** Per-record indicators that this version measures. */
  public static final Set<String> INDICATORS = Set.of("privacy", "consent", "confidence");

  /** Bias indicators that this version measures. */
  public static final Set<String> BIAS = Set.of("selection_gap", "true_positive_gap");

  public Ethics {
    indicators = Map.copyOf(indicators);
    bias = Map.copyOf(bias);
  }
}
