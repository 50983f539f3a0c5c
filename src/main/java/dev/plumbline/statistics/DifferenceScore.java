package dev.plumbline.statistics;

/**
 * Score interval of the difference of two independent proportions (Miettinen and Nurminen 1985,
 * "Comparative analysis of two rates"): every difference d that their test does not reject. The
 * test's variance is at the likeliest proportions that differ by d, times N / (N - 1).
 */
public record DifferenceScore(BinomialProportion mine, BinomialProportion theirs) {

  public IntervalEstimate interval(ConfidenceLevel confidence) {
    double value = mine.rate() - theirs.rate();
    double z = confidence.z();
    double low =
        value <= -1
            ? -1
            : RootSearch.between(d -> value - d - z * Math.sqrt(variance(d)), -1, value);
    double high =
        value >= 1 ? 1 : RootSearch.between(d -> d - value - z * Math.sqrt(variance(d)), 1, value);
    return new IntervalEstimate(value, low, high);
  }

  /** Of the estimated difference, if the true one were d. */
  public double variance(double d) {
    double p2 = Math.max(Math.max(0, -d), Math.min(Math.min(1, 1 - d), likeliest(d)));
    double p1 = p2 + d;
    double all = mine.trials() + theirs.trials();
    double variance = p1 * (1 - p1) / mine.trials() + p2 * (1 - p2) / theirs.trials();
    return Math.max(0, variance * all / (all - 1));
  }

  /** Their proportion, of those that differ from mine by d: a cubic's only root that can be one. */
  private double likeliest(double d) {
    double n1 = mine.trials();
    double n2 = theirs.trials();
    double x2 = theirs.successes();
    double all = n1 + n2;
    double successes = mine.successes() + x2;
    double square = ((n1 + 2 * n2) * d - all - successes) / (3 * all);
    double linear = ((n2 * d - all - 2 * x2) * d + successes) / all;
    double constant = x2 * d * (1 - d) / all;
    double q = square * square * square - square * linear / 2 + constant / 2;
    double p = Math.copySign(Math.sqrt(Math.max(0, square * square - linear / 3)), q);
    double turn = p == 0 ? 0 : Math.max(-1, Math.min(1, q / (p * p * p)));
    return 2 * p * Math.cos((Math.PI + Math.acos(turn)) / 3) - square;
  }
}
