package dev.plumbline.statistics;

/**
 * Successes among trials, for example favourable predictions among requests. Both need not be whole
 * numbers: trials that are alike count as fewer independent ones ({@link DesignEffect}).
 *
 * @param successes 0 to {@code trials}
 * @param trials how many could have succeeded
 */
public record BinomialProportion(double successes, double trials) {

  /** Counts up to this get an exact interval too. */
  public static final int FEW = 20;

  public BinomialProportion {
    if (!(successes >= 0 && successes <= trials)) {
      throw new IllegalArgumentException("successes are not within trials");
    }
  }

  /** The same rate, of so many times fewer trials. */
  public BinomialProportion dividedBy(double effect) {
    return effect == 1 ? this : new BinomialProportion(successes / effect, trials / effect);
  }

  /** NaN without trials. */
  public double rate() {
    return successes / trials;
  }

  /**
   * Rate of this minus rate of the other. Each end of the interval is the more cautious one of two:
   * Miettinen and Nurminen's score interval, and the square-and-add of both {@link #interval}s,
   * which is Newcombe's (1998, method 10) where these are Wilson's. Either alone holds too seldom
   * in some corner of small groups and rates near 0 and 1.
   */
  public IntervalEstimate minus(BinomialProportion other) {
    return minus(other, ConfidenceLevel.USUAL);
  }

  public IntervalEstimate minus(BinomialProportion other, ConfidenceLevel confidence) {
    return new DifferenceScore(this, other)
        .interval(confidence)
        .orMoreCautious(interval(confidence).minus(other.interval(confidence)));
  }

  public IntervalEstimate over(BinomialProportion other) {
    return over(other, ConfidenceLevel.USUAL);
  }

  /**
   * Rate of this over rate of the other. Each end of the interval is the more cautious one of two:
   * the score interval (Koopman 1984, Miettinen and Nurminen 1985), and the square-and-add of both
   * {@link #interval}s on the logarithmic scale.
   *
   * @throws IllegalArgumentException when the other's rate is zero: the ratio is not defined
   */
  public IntervalEstimate over(BinomialProportion other, ConfidenceLevel confidence) {
    if (other.successes == 0) {
      throw new IllegalArgumentException("the reference has no successes");
    }
    return new RatioScore(this, other)
        .interval(confidence)
        .orMoreCautious(interval(confidence).over(other.interval(confidence)));
  }

  /**
   * Wilson's score interval; with at most {@link #FEW} successes or failures each end is the more
   * cautious one of Wilson's and of Clopper and Pearson's exact one. Wilson's alone holds in 83 to
   * 95 of 100 samples where few successes, or few failures, are expected.
   */
  public IntervalEstimate interval(ConfidenceLevel confidence) {
    IntervalEstimate wilson = wilson(confidence);
    double failures = trials - successes;
    if (successes <= FEW && successes <= failures) {
      ExactInterval exact = new ExactInterval(successes, trials);
      return wilson.orMoreCautious(
          new IntervalEstimate(rate(), exact.low(confidence), exact.high(confidence)));
    }
    if (failures <= FEW) {
      ExactInterval exact = new ExactInterval(failures, trials);
      return wilson.orMoreCautious(
          new IntervalEstimate(rate(), 1 - exact.high(confidence), 1 - exact.low(confidence)));
    }
    return wilson;
  }

  /** Wilson's score interval (Wilson 1927). */
  public IntervalEstimate wilson(ConfidenceLevel confidence) {
    double z = confidence.z();
    double p = rate();
    double z2 = z * z;
    double centre = (successes + z2 / 2) / (trials + z2);
    double half = z / (trials + z2) * Math.sqrt(trials * p * (1 - p) + z2 / 4);
    // Rounding must not put a rate of 0 or 1 outside its own interval.
    return new IntervalEstimate(p, Math.min(p, centre - half), Math.max(p, centre + half));
  }
}
