package dev.plumbline.policy;

import dev.plumbline.event.alert.Alert.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weights of the ethics score E and the bias score B, and what their indicators are measured with.
 *
 * @param indicators f_j's name to alpha_j, not negative
 * @param bias g_j's name to beta_j, not negative
 * @param ethicsBelow alert when E's weighted mean falls below it
 * @param biasAbove alert when B's weighted mean rises above it
 * @param limits of single indicators, and how loud all of these alerts are
 */
public record EthicsPolicy(
    Map<String, Double> indicators,
    Map<String, Double> bias,
    double ethicsBelow,
    double biasAbove,
    Means means,
    Risk risk,
    Counterfactual counterfactual,
    Limits limits) {

  /** Per-record indicators. */
  public static final Set<String> INDICATORS =
      Set.of("privacy", "consent", "transparency", "safety", "confidence", "oversight");

  /** Bias indicators. */
  public static final Set<String> BIAS =
      Set.of(
          "selection_gap",
          "true_positive_gap",
          "false_positive_gap",
          "counterfactual",
          "representation");

  /**
   * What indicators need beyond the record itself; without it they cannot be measured.
   *
   * @param harmful labels that harm: what {@code safety} is about
   * @param lowConfidence score below which a decision needs a human
   * @param explained boolean feature that says an explanation was delivered; empty without one
   * @param reviewed boolean feature that says a human reviewed the decision; empty without one
   */
  public record Means(
      Set<String> harmful, double lowConfidence, String explained, String reviewed) {
    public static final Means NONE = new Means(Set.of(), 0.5, "", "");

    public Means {
      harmful = Set.copyOf(harmful);
    }
  }

  /**
   * How much a record weighs: the feature's value times the predicted label's weight.
   *
   * @param feature numeric feature; empty without one
   * @param labels weights of predicted labels; 1 for others
   */
  public record Risk(String feature, Map<String, Double> labels) {
    public static final Risk NONE = new Risk("", Map.of());

    /** The largest weight of one record: a wrong feature must not drown everyone else. */
    public static final double MOST = 1000;

    public Risk {
      labels = Map.copyOf(labels);
    }

    public boolean declared() {
      return !feature.isEmpty() || !labels.isEmpty();
    }
  }

  /**
   * Which texts are asked again with their group words swapped.
   *
   * @param sample share of the requests tried
   * @param words attribute to its lists; the n-th word of every list stands for the same group
   */
  public record Counterfactual(double sample, Map<String, List<List<String>>> words) {
    public static final Counterfactual NONE = new Counterfactual(0, Map.of());

    public Counterfactual {
      words = Map.copyOf(words);
    }

    public boolean declared() {
      return sample > 0 && !words.isEmpty();
    }
  }

  /**
   * Where an alert about one indicator begins.
   *
   * @param below mean over the records
   */
  public record Limit(double below, Severity severity) {}

  /**
   * @param indicators limits by the indicator's name
   * @param ethics severity of alerts about E
   * @param bias severity of alerts about B
   */
  public record Limits(Map<String, Limit> indicators, Severity ethics, Severity bias) {
    public static final Limits NONE = new Limits(Map.of(), Severity.WARNING, Severity.WARNING);

    public Limits {
      indicators = Map.copyOf(indicators);
    }
  }

  public EthicsPolicy {
    indicators = Map.copyOf(indicators);
    bias = Map.copyOf(bias);
  }

  /** Without limits of single indicators. */
  public EthicsPolicy(
      Map<String, Double> indicators,
      Map<String, Double> bias,
      double ethicsBelow,
      double biasAbove,
      Means means,
      Risk risk,
      Counterfactual counterfactual) {
    this(indicators, bias, ethicsBelow, biasAbove, means, risk, counterfactual, Limits.NONE);
  }

  /** Scores whose indicators need nothing beyond the record itself. */
  public EthicsPolicy(
      Map<String, Double> indicators,
      Map<String, Double> bias,
      double ethicsBelow,
      double biasAbove) {
    this(indicators, bias, ethicsBelow, biasAbove, Means.NONE, Risk.NONE, Counterfactual.NONE);
  }
}
