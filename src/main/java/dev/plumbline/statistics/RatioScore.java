package dev.plumbline.statistics;

/**
 * Score interval of the ratio of two independent proportions (Koopman 1984; Miettinen and Nurminen
 * 1985): every ratio r that the score test does not reject. The test's variance is at the likeliest
 * proportions with that ratio, times N / (N - 1).
 *
 * @param theirs with successes: what is divided by
 */
public record RatioScore(BinomialProportion mine, BinomialProportion theirs) {

  IntervalEstimate interval(ConfidenceLevel confidence) {
    double value = mine.rate() / theirs.rate();
    double z = confidence.z();
    double low = value == 0 ? 0 : RootSearch.between(r -> excess(r, z), below(value, z), value);
    double above = above(Math.max(value, 1.0 / mine.trials()), z);
    return new IntervalEstimate(
        value, low, RootSearch.between(r -> -shortfall(r, z), value, above));
  }

  /** Above zero where r is so small that the test rejects it. */
  private double excess(double r, double z) {
    return mine.rate() - r * theirs.rate() - z * Math.sqrt(variance(r));
  }

  /** Above zero where r is so large that the test rejects it. */
  private double shortfall(double r, double z) {
    return r * theirs.rate() - mine.rate() - z * Math.sqrt(variance(r));
  }

  private double below(double value, double z) {
    double rejected = value / 2;
    while (excess(rejected, z) <= 0) {
      rejected /= 2;
    }
    return rejected;
  }

  private double above(double value, double z) {
    double rejected = 2 * value;
    while (shortfall(rejected, z) <= 0) {
      rejected *= 2;
    }
    return rejected;
  }

  /** Of the estimated difference of mine and r times theirs, if r were the true ratio. */
  public double variance(double r) {
    double n1 = mine.trials();
    double n2 = theirs.trials();
    double all = n1 + n2;
    double p2 = likeliest(r);
    double p1 = Math.min(1, r * p2);
    double variance = p1 * (1 - p1) / n1 + r * r * p2 * (1 - p2) / n2;
    return Math.max(0, variance * all / (all - 1));
  }

  /** Their proportion, of those that mine is r times of: a quadratic's root that can be one. */
  private double likeliest(double r) {
    double n1 = mine.trials();
    double n2 = theirs.trials();
    double linear = n1 * r + mine.successes() + n2 + theirs.successes() * r;
    double successes = mine.successes() + theirs.successes();
    double discriminant = linear * linear - 4 * (n1 + n2) * r * successes;
    return Math.min(1, 2.0 * successes / (linear + Math.sqrt(Math.max(0, discriminant))));
  }
}
