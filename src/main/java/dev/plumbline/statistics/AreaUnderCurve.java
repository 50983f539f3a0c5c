package dev.plumbline.statistics;

/**
 * How well scores rank positives above negatives: the probability that a random positive scores
 * higher than a random negative, ties counted half (Mann and Whitney), from histograms of the two.
 *
 * <p>Inside a bin the order is not known. The true area is therefore within {@code binError} = half
 * the share of pairs that share a bin, and the interval is that much wider at both ends. Each end
 * is the more cautious of two methods: Newcombe 2006, "Confidence intervals for an effect size
 * measure based on the Mann-Whitney statistic", part 2, method 5, which stays sound at areas of 0
 * and 1 but assumes a shape of the scores; and DeLong et al. 1988 on the logit scale, which assumes
 * none but is too short for few or well separated scores.
 */
public final class AreaUnderCurve {

  private static final int HALVINGS = 40;

  private final long positives;
  private final long negatives;
  private final double area;
  private final double binError;
  private final double variance;

  /**
   * @param positives by score bin, lowest first; at least one
   * @param negatives by score bin, lowest first; at least one
   */
  public AreaUnderCurve(long[] positives, long[] negatives) {
    this.positives = total(positives);
    this.negatives = total(negatives);
    if (this.positives == 0 || this.negatives == 0) {
      throw new IllegalArgumentException("an area needs positives and negatives");
    }
    double[] above = shareBelow(negatives, this.negatives);
    double[] below = shareBelow(positives, this.positives);
    double won = 0;
    double tied = 0;
    for (int bin = 0; bin < positives.length; bin++) {
      won += above[bin] * positives[bin] / this.positives;
      tied += (double) positives[bin] / this.positives * negatives[bin] / this.negatives;
    }
    this.area = Math.min(1, won);
    this.binError = tied / 2;
    this.variance =
        variance(above, positives, won) / this.positives
            + variance(below, negatives, 1 - won) / this.negatives;
  }

  public double value() {
    return area;
  }

  /** How far the area of the scores themselves can be from that of their bins. */
  public double binError() {
    return binError;
  }

  public IntervalEstimate estimate(ConfidenceLevel confidence) {
    double low = Math.min(bound(confidence.z(), 0), logit(-confidence.z()));
    double high = Math.max(bound(confidence.z(), 1), logit(confidence.z()));
    return new IntervalEstimate(
            area, Math.min(area, low) - binError, Math.max(area, high) + binError)
        .within(0, 1);
  }

  /** Newcombe's: the area furthest towards {@code end} that is still within z standard errors. */
  private double bound(double z, double end) {
    double inside = area;
    double outside = end;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inside + outside) / 2;
      if (Math.abs(area - middle) <= z * Math.sqrt(hanleyMcNeil(middle))) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }

  private double hanleyMcNeil(double theta) {
    double each = (positives + negatives) / 2.0 - 1;
    double pairs = (double) positives * negatives;
    double shape = (1 - theta) / (2 - theta) + theta / (1 + theta);
    return theta * (1 - theta) * (1 + each * shape) / pairs;
  }

  private double logit(double z) {
    double odds = area * (1 - area);
    if (odds <= 0) {
      return area;
    }
    double shifted = Math.log(area / (1 - area)) + z * Math.sqrt(variance) / odds;
    return 1 / (1 + Math.exp(-shifted));
  }

  /** For each bin the share of the others in lower bins, plus half of those in the same. */
  private static double[] shareBelow(long[] others, long total) {
    double[] shares = new double[others.length];
    double below = 0;
    for (int bin = 0; bin < others.length; bin++) {
      shares[bin] = (below + others[bin] / 2.0) / total;
      below += others[bin];
    }
    return shares;
  }

  private static double variance(double[] shares, long[] counts, double mean) {
    double squares = 0;
    long n = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      squares += counts[bin] * (shares[bin] - mean) * (shares[bin] - mean);
      n += counts[bin];
    }
    return n < 2 ? 0 : squares / (n - 1);
  }

  private static long total(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }
}
