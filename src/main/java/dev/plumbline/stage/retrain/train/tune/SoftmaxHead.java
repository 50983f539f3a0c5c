package dev.plumbline.stage.retrain.train.tune;

import dev.plumbline.model.Softmax;

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

  /** One per label. */
  float[] logits(float[] feature) {
    float[] logits = new float[bias.length];
    for (int label = 0; label < logits.length; label++) {
      double sum = bias[label];
      int row = label * width;
      for (int i = 0; i < width; i++) {
        sum += weight[row + i] * feature[i];
      }
      logits[label] = (float) sum;
    }
    return logits;
  }

  double[] probabilities(float[] feature) {
    return Softmax.of(logits(feature));
  }
}
