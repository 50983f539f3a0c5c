package dev.plumbline.statistics.strata;

import dev.plumbline.statistics.DifferenceScore;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.RatioScore;
import dev.plumbline.statistics.RootSearch;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The contrasts that the stratified score test does not reject, with Mantel and Haenszel's weights.
 *
 * @param z normal quantile of the level
 */
record StratifiedScore(List<Stratum> strata, double z) {

  /**
   * @param value the pooled difference
   */
  IntervalEstimate difference(double value) {
    double weights = strata.stream().mapToDouble(Stratum::weight).sum();
    DoubleUnaryOperator arm =
        d -> arm(s -> new DifferenceScore(s.mine(), s.theirs()).variance(d)) / weights;
    double low =
        value <= -1 ? -1 : RootSearch.between(d -> value - d - arm.applyAsDouble(d), -1, value);
    double high =
        value >= 1 ? 1 : RootSearch.between(d -> d - value - arm.applyAsDouble(d), 1, value);
    return new IntervalEstimate(value, low, high);
  }

  /**
   * @param value the pooled ratio
   */
  IntervalEstimate ratio(double value) {
    double theirs = strata.stream().mapToDouble(s -> s.weight() * s.theirs().rate()).sum();
    DoubleUnaryOperator arm =
        r -> arm(s -> new RatioScore(s.mine(), s.theirs()).variance(r)) / theirs;
    DoubleUnaryOperator tooSmall = r -> value - r - arm.applyAsDouble(r);
    DoubleUnaryOperator tooLarge = r -> r - value - arm.applyAsDouble(r);
    double low = value / 2;
    while (value > 0 && tooSmall.applyAsDouble(low) <= 0) {
      low /= 2;
    }
    double high = 2 * Math.max(value, 1 / strata.stream().mapToDouble(Stratum::all).sum());
    while (tooLarge.applyAsDouble(high) <= 0) {
      high *= 2;
    }
    return new IntervalEstimate(
        value,
        value == 0 ? 0 : RootSearch.between(tooSmall, low, value),
        RootSearch.between(tooLarge, high, value));
  }

  private interface Variance {
    double in(Stratum stratum);
  }

  private double arm(Variance variance) {
    double sum = 0;
    for (Stratum s : strata) {
      sum += s.weight() * s.weight() * variance.in(s);
    }
    return z * Math.sqrt(sum);
  }
}
