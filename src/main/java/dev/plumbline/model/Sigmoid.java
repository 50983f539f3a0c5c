package dev.plumbline.model;

/** From a row of logits to one probability each. */
public final class Sigmoid {

  private Sigmoid() {}

  /**
   * {@code 1 / (1 + exp(-x))} of each, without overflow.
   *
   * @throws ArithmeticException when a logit is not a number
   */
  public static double[] of(float[] logits) {
    double[] probabilities = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      if (!Float.isFinite(logits[i])) {
        throw new ArithmeticException("the model gave a logit that is not a number");
      }
      double small = Math.exp(-Math.abs((double) logits[i]));
      probabilities[i] = logits[i] >= 0 ? 1 / (1 + small) : small / (1 + small);
    }
    return probabilities;
  }
}
