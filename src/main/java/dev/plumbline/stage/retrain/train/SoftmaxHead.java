package dev.plumbline.stage.retrain.train;

import java.util.Arrays;

/**
 * A linear classification head: logits = weight x feature + bias.
 *
 * @param weight labels x width, row by row
 * @param bias one per label
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SoftmaxHead(int width, float[] weight, float[] bias) {

  SoftmaxHead {
    if (weight.length != width * bias.length) {
      throw new IllegalArgumentException(
          "a head of %d labels and width %d needs %d weights, not %d"
              .formatted(bias.length, width, width * bias.length, weight.length));
    }
  }

  int labels() {
    return bias.length;
  }

  SoftmaxHead copy() {
    return new SoftmaxHead(width, weight.clone(), bias.clone());
  }

  /** The most likely label's index. */
  int predict(float[] feature) {
    double[] logits = logits(feature);
    int best = 0;
    for (int label = 1; label < logits.length; label++) {
      best = logits[label] > logits[best] ? label : best;
    }
    return best;
  }

  double[] logits(float[] feature) {
    double[] logits = new double[bias.length];
    for (int label = 0; label < logits.length; label++) {
      double sum = bias[label];
      int row = label * width;
      for (int i = 0; i < width; i++) {
        sum += weight[row + i] * feature[i];
      }
      logits[label] = sum;
    }
    return logits;
  }

  /** Shifted by the largest logit, so that nothing overflows. */
  double[] probabilities(float[] feature) {
    double[] values = logits(feature);
    double largest = Arrays.stream(values).max().orElse(0);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(values[i] - largest);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
    return values;
  }
}
