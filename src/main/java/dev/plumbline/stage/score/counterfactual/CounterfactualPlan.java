package dev.plumbline.stage.score.counterfactual;

import dev.plumbline.event.Inference;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.Prediction;
import dev.plumbline.policy.Decision;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which texts of one model are asked again with other group words, and what the answers mean. */
final class CounterfactualPlan {

  /**
   * One text as it would be of the other groups.
   *
   * @param attribute whose words were swapped
   */
  record Swapped(String attribute, List<String> texts) {}

  private final OutcomePolicy outcome;
  private final double sample;
  private final Map<String, WordSwap> swaps = new TreeMap<>();

  CounterfactualPlan(Policy policy) {
    EthicsPolicy.Counterfactual counterfactual = policy.ethics().counterfactual();
    this.outcome = policy.outcome();
    this.sample = counterfactual.sample();
    counterfactual.words().forEach((attribute, lists) -> swaps.put(attribute, new WordSwap(lists)));
  }

  /** Empty for what is not in the sample, was not scored by our model or holds no listed word. */
  List<Swapped> swapsFor(Inference inference) {
    List<Swapped> swapped = new ArrayList<>();
    String text = inference.text();
    Prediction prediction = inference.prediction();
    if (text != null
        && prediction != null
        && prediction.source() == Prediction.Source.MODEL
        && RequestSample.holds(inference.requestId(), sample)) {
      swaps.forEach(
          (attribute, swap) -> {
            List<String> texts = swap.variants(text);
            if (!texts.isEmpty()) {
              swapped.add(new Swapped(attribute, texts));
            }
          });
    }
    return swapped;
  }

  /**
   * What the swaps changed: the largest change of the favourable outcome's probability, and whether
   * any of them turned the decision.
   *
   * @param inference with its prediction
   * @param variants of the same model version
   */
  Outcome compare(Inference inference, String attribute, List<Prediction> variants) {
    Decision original = outcome.decide(prediction(inference));
    List<Decision> swapped = variants.stream().map(outcome::decide).toList();
    double change =
        swapped.stream()
            .mapToDouble(each -> Math.abs(each.probability() - original.probability()))
            .max()
            .orElse(0);
    return new Outcome(
        inference.requestId(),
        inference.model(),
        inference.timestamp(),
        Outcome.Kind.COUNTERFACTUAL,
        attribute,
        change,
        swapped.stream().anyMatch(each -> each.favourable() != original.favourable()));
  }

  /** Answers of another version say nothing about this one's. */
  static boolean comparable(Inference inference, List<Prediction> variants) {
    String version = prediction(inference).modelVersion();
    return variants.stream().allMatch(v -> version != null && version.equals(v.modelVersion()));
  }

  private static Prediction prediction(Inference inference) {
    Prediction prediction = inference.prediction();
    if (prediction == null) {
      throw new IllegalArgumentException("there is no prediction");
    }
    return prediction;
  }
}
