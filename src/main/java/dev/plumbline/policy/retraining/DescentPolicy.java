package dev.plumbline.policy.retraining;

/**
 * How a module's parameters are moved: AdamW (Loshchilov and Hutter 2019) with a rate that rises
 * and then falls linearly to zero, over shuffled batches, until it no longer helps on records that
 * are not learned from.
 *
 * @param epochs at most
 * @param batchSize records a step
 * @param learningRate the largest
 * @param weightDecay of AdamW, a step, times the rate
 * @param warmup share of the steps in which the rate rises, in [0, 1)
 * @param clipNorm longest gradient: a longer one, over all parameters, is shortened to it
 * @param patience epochs without a better loss after which it ends
 */
public record DescentPolicy(
    int epochs,
    int batchSize,
    double learningRate,
    double weightDecay,
    double warmup,
    double clipNorm,
    int patience) {

  public static final DescentPolicy DEFAULT = new DescentPolicy(5, 16, 5e-5, 0.01, 0.1, 1, 2);

  /**
   * The learning rate of a step.
   *
   * @param step from 1
   * @param steps of all epochs
   */
  public double rate(long step, long steps) {
    double rising = Math.max(1, Math.rint(warmup * steps));
    return learningRate
        * (step <= rising
            ? step / rising
            : Math.max(0, (steps - step + 1) / Math.max(1, steps - rising + 1)));
  }
}
