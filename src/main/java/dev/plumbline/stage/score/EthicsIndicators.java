package dev.plumbline.stage.score;

import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.score.record.IndicatorFacts;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The indicators f_j in [0, 1] that one scored record shows by itself, those only that its policy
 * gives the means for; beside them the record's risk weight, unless it is 1.
 *
 * <ul>
 *   <li>{@code privacy}: 1 when the response held no personal data
 *   <li>{@code consent}: 1 when the person agreed to the policy's purpose, or it asks for none
 *   <li>{@code transparency}: 1 when an explanation was delivered
 *   <li>{@code safety}: 1 - the probability of the labels declared harmful
 *   <li>{@code confidence}: the score, where it is a probability
 *   <li>{@code oversight}: 1 when the decision was confident, or a human reviewed it
 * </ul>
 */
final class EthicsIndicators {

  /** Key of the record's risk weight among the indicators; absent when it is 1. */
  static final String RISK = "risk";

  private final RecordFeatures features;

  EthicsIndicators(RecordFeatures features) {
    this.features = features;
  }

  Map<String, Double> measure(Inference inference, Prediction prediction, Policy policy) {
    return measure(IndicatorFacts.from(inference), prediction, policy);
  }

  Map<String, Double> measure(IndicatorFacts facts, Prediction prediction, Policy policy) {
    EthicsPolicy.Means means = policy.ethics().means();
    Map<String, Double> indicators = new TreeMap<>();
    indicators.put("privacy", oneIf(!facts.leaked()));
    indicators.put("consent", oneIf(policy.privacy().consent().permits(facts.consent())));
    double confidence = policy.outcome().probabilities() ? prediction.confidence() : Double.NaN;
    putKnown(indicators, "confidence", confidence);
    if (!means.explained().isEmpty()) {
      indicators.put("transparency", oneIf(features.says(facts, means.explained())));
    }
    if (!means.harmful().isEmpty() && policy.outcome().probabilities()) {
      putKnown(indicators, "safety", 1 - prediction.probabilityOf(means.harmful()));
    }
    if (!means.reviewed().isEmpty()) {
      boolean reviewed = features.says(facts, means.reviewed());
      indicators.put("oversight", oneIf(reviewed || confidence >= means.lowConfidence()));
    }
    double risk = risk(facts, prediction, policy.ethics().risk());
    if (risk != 1) {
      indicators.put(RISK, risk);
    }
    return indicators;
  }

  /** The features that a policy names for its indicators. */
  static Set<String> features(Policy policy) {
    EthicsPolicy.Means means = policy.ethics().means();
    Set<String> names = new HashSet<>();
    names.add(means.explained());
    names.add(means.reviewed());
    names.add(policy.ethics().risk().feature());
    names.remove("");
    return names;
  }

  private double risk(IndicatorFacts facts, Prediction prediction, EthicsPolicy.Risk risk) {
    double stake =
        risk.feature().isEmpty()
            ? 1
            : features.number(facts, risk.feature(), 0, EthicsPolicy.Risk.MOST, 1);
    double label = risk.labels().getOrDefault(prediction.label(), 1.0);
    return Math.min(EthicsPolicy.Risk.MOST, stake * label);
  }

  private static void putKnown(Map<String, Double> indicators, String name, double value) {
    if (!Double.isNaN(value)) {
      indicators.put(name, value);
    }
  }

  private static double oneIf(boolean good) {
    return good ? 1 : 0;
  }
}
