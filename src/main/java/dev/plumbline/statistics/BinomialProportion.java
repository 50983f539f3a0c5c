package dev.plumbline.statistics;

/**
 * Successes among trials, for example favourable predictions among people.
 *
 * @param successes 0 to {@code trials}
 * @param trials how many could have succeeded
 */
public record BinomialProportion(long successes, long trials) {

  public BinomialProportion {
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException("successes are not within trials");
    }
  }

  /** Whether there is a rate at all. */
  public boolean known() {
    return trials > 0;
  }

  /** NaN without trials: ask {@link #known} first. */
  public double rate() {
    return (double) successes / trials;
  }

  /**
   * Rate of this minus rate of the other, with Newcombe's hybrid score interval (Newcombe 1998,
   * "Interval estimation for the difference between independent proportions", method 10): the
   * square-and-add of two Wilson intervals, which stays within [-1, 1] and holds its coverage for
   * tiny groups and rates of 0 or 1.
   */
  public IntervalEstimate minus(BinomialProportion other) {
    return minus(other, ConfidenceLevel.USUAL);
  }

  public IntervalEstimate minus(BinomialProportion other, ConfidenceLevel confidence) {
    return wilson(confidence).minus(other.wilson(confidence));
  }

  public IntervalEstimate over(BinomialProportion other) {
    return over(other, ConfidenceLevel.USUAL);
  }

  /**
   * Rate of this over rate of the other, with the log method's interval (Katz et al. 1978). With no
   * successes on this side the interval alone adds one half to every cell, as is usual; the value
   * does not.
   *
   * @throws IllegalArgumentException when the other's rate is zero: the ratio is not defined
   */
  public IntervalEstimate over(BinomialProportion other, ConfidenceLevel confidence) {
    if (other.successes == 0) {
      throw new IllegalArgumentException("the reference has no successes");
    }
    double half = successes == 0 ? 0.5 : 0;
    double k1 = successes + half;
    double n1 = trials + 2 * half;
    double k2 = other.successes + half;
    double n2 = other.trials + 2 * half;
    double log = Math.log(k1 / n1) - Math.log(k2 / n2);
    double error = confidence.z() * Math.sqrt(Math.max(0, 1 / k1 - 1 / n1 + 1 / k2 - 1 / n2));
    double low = successes == 0 ? 0 : Math.exp(log - error);
    return new IntervalEstimate(rate() / other.rate(), low, Math.exp(log + error));
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
