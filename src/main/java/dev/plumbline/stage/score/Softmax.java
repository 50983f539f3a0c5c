package dev.plumbline.stage.score;

import dev.plumbline.event.Prediction;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** From a row of logits to a prediction. */
final class Softmax {

  private static final int TOP = 5;

  /**
   * @param truncated the text was longer than the model takes
   * @param unknownRate share of the text's tokens that the tokenizer does not know
   */
  record Tokens(boolean truncated, double unknownRate) {}

  private Softmax() {}

  /**
   * The most likely label and the probabilities of the five most likely.
   *
   * @throws ArithmeticException when a logit is not a number
   */
  static Prediction predict(
      float[] logits, List<String> labels, String modelVersion, Tokens tokens) {
    double[] probabilities = probabilities(logits);
    Map<String, Double> top = new LinkedHashMap<>();
    IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]))
        .limit(TOP)
        .forEach(i -> top.put(labels.get(i), probabilities[i]));
    Map.Entry<String, Double> best = top.entrySet().iterator().next();
    return new Prediction(
        best.getKey(),
        best.getValue(),
        top,
        modelVersion,
        Prediction.Source.MODEL,
        tokens.truncated(),
        tokens.unknownRate());
  }

  /** Shifted by the largest logit, so that nothing overflows. */
  static double[] probabilities(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new ArithmeticException("the model gave a logit that is not a number");
      }
      largest = Math.max(largest, logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Math.exp(logits[i] - largest);
      sum += probabilities[i];
    }
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }
}
