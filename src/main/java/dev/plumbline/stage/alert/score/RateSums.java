package dev.plumbline.stage.alert.score;

/**
 * One rate of one group over panes, beside everyone of the same attribute in the same pane.
 *
 * @param trials requests that the rate is of
 * @param excess successes less those expected if the group had its panes' rates of everyone
 * @param variance sum over trials of the variance p (1 - p) of one, p the pane's rate of everyone
 */
record RateSums(double trials, double excess, double variance) {

  static final RateSums NONE = new RateSums(0, 0, 0);

  /**
   * A pane's.
   *
   * @param all successes of everyone
   * @param of trials of everyone, at least {@code trials}
   */
  static RateSums pane(long successes, long trials, long all, long of) {
    double rate = (double) all / of;
    // Drawn without putting back, and never certain: a pane of nothing but successes is no proof.
    double p = (all + 0.5) / (of + 1.0);
    double correction = of > 1 ? of / (of - 1.0) : 1;
    return new RateSums(
        (double) trials, successes - trials * rate, trials * p * (1 - p) * correction);
  }

  RateSums plus(RateSums other) {
    return new RateSums(trials + other.trials, excess + other.excess, variance + other.variance);
  }

  /** The group's rate less everyone's, within panes. */
  double away() {
    return excess / trials;
  }

  /** Of {@link #away}. */
  double varianceOfMean() {
    return variance / (trials * trials);
  }
}
