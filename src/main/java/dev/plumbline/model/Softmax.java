package dev.plumbline.model;

/** From a row of logits to probabilities. */
public final class Softmax {

  private Softmax() {}

  /**
   * Shifted by the largest logit, so that nothing overflows.
   *
   * @throws ArithmeticException when a logit is not a number
   */
  public static double[] of(float[] logits) {
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

  /** The index of the largest value, the first of equal ones. */
  public static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }
}
