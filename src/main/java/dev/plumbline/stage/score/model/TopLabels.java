package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import dev.plumbline.model.Softmax;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a row of logits to a prediction. */
final class TopLabels {

  private static final int TOP = 5;

  /**
   * @param truncated the text was longer than the model takes
   * @param unknownRate share of the text's tokens that the tokenizer does not know
   */
  record Tokens(boolean truncated, double unknownRate) {}

  private TopLabels() {}

  /**
   * The most likely label and the probabilities of the five most likely.
   *
   * @throws ArithmeticException when a logit is not a number
   */
  static Prediction predict(
      float[] logits, List<String> labels, String modelVersion, Tokens tokens) {
    double[] probabilities = Softmax.of(logits);
    Map<String, Double> top = new LinkedHashMap<>();
    for (int i : best(probabilities)) {
      top.put(labels.get(i), probabilities[i]);
    }
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

  /** The most likely first; of equal ones the first. */
  private static int[] best(double[] probabilities) {
    int[] best = new int[Math.min(TOP, probabilities.length)];
    for (int i = 0; i < probabilities.length; i++) {
      int place = Math.min(i, best.length);
      while (place > 0 && probabilities[i] > probabilities[best[place - 1]]) {
        place--;
      }
      if (place < best.length) {
        System.arraycopy(best, place, best, place + 1, best.length - 1 - place);
        best[place] = i;
      }
    }
    return best;
  }
}
