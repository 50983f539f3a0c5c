package dev.plumbline.statistics;

/**
 * An estimate with what each record of one sample adds to its error, to first order, so that
 * estimates of the same records can be added and subtracted without taking them for independent: a
 * rate before and after, of the same people.
 *
 * <p>Of a ratio of means R = sum y / sum x a record adds (y - R x) / sum x (the linearised variance
 * of survey sampling: Sarndal, Swensson and Wretman 1992, "Model Assisted Survey Sampling", section
 * 5.6); of any function of it that times the derivative. The variance is the sum of the squares. A
 * record that adds nothing, because it is not of the group, is none of the sample.
 */
public final class LinearEstimate {

  private final double value;
  private final double[] influence;

  private LinearEstimate(double value, double[] influence) {
    this.value = value;
    this.influence = influence;
  }

  /**
   * Sum of {@code y} over sum of {@code x}.
   *
   * @param y of each record
   * @param x of each record, as long as {@code y}; 0 leaves a record out
   * @throws IllegalArgumentException when {@code x} adds up to 0
   */
  public static LinearEstimate ratio(double[] y, double[] x) {
    double above = 0;
    double below = 0;
    long counted = 0;
    for (int i = 0; i < x.length; i++) {
      above += y[i];
      below += x[i];
      counted += x[i] == 0 ? 0 : 1;
    }
    if (below == 0) {
      throw new IllegalArgumentException("a ratio over nothing");
    }
    double ratio = above / below;
    // As the variance of a sample is over n - 1 and not over n.
    double correction = counted > 1 ? Math.sqrt(counted / (counted - 1.0)) : 1;
    double[] influence = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      influence[i] = correction * (y[i] - ratio * x[i]) / below;
    }
    return new LinearEstimate(ratio, influence);
  }

  public double value() {
    return value;
  }

  /** This and so many times the other, which is of the same records. */
  public LinearEstimate plus(double times, LinearEstimate other) {
    double[] sum = new double[influence.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = influence[i] + times * other.influence[i];
    }
    return new LinearEstimate(value + times * other.value, sum);
  }

  public LinearEstimate times(double factor) {
    double[] scaled = new double[influence.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = factor * influence[i];
    }
    return new LinearEstimate(factor * value, scaled);
  }

  /**
   * The natural logarithm of it.
   *
   * @throws IllegalArgumentException when it is not above 0
   */
  public LinearEstimate logarithm() {
    if (!(value > 0)) {
      throw new IllegalArgumentException("no logarithm of " + value);
    }
    LinearEstimate relative = times(1 / value);
    return new LinearEstimate(Math.log(value), relative.influence);
  }

  /** With the normal distribution's quantile: for at least some thirty records. */
  public IntervalEstimate interval(ConfidenceLevel confidence) {
    double squares = 0;
    for (double each : influence) {
      squares += each * each;
    }
    double arm = confidence.z() * Math.sqrt(squares);
    return new IntervalEstimate(value, value - arm, value + arm);
  }
}
