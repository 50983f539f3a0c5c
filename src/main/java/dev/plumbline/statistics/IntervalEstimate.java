package dev.plumbline.statistics;

import java.util.List;

/** A point estimate with its interval; all three are finite. */
public record IntervalEstimate(double value, double low, double high) {
  public IntervalEstimate {
    if (!Double.isFinite(value) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException("an estimate must be finite");
    }
  }

  /**
   * Difference of two independent estimates; the interval squares and adds the arms that pull the
   * same way (MOVER, the method of variance estimates recovery: Zou and Donner 2008, "Construction
   * of confidence limits about effect measures"). With Wilson's intervals it is Newcombe's.
   */
  public IntervalEstimate minus(IntervalEstimate other) {
    return sum(new double[] {1, -1}, List.of(this, other));
  }

  /**
   * Ratio of two independent estimates of something positive, by the same method on the logarithmic
   * scale. Where this one's value is 0 the upper end is the upper over the other's lower end.
   *
   * @param other its interval is above 0
   */
  IntervalEstimate over(IntervalEstimate other) {
    double ratio = value / other.value;
    if (value == 0) {
      return new IntervalEstimate(0, 0, high / other.low);
    }
    double down = Math.hypot(Math.log(value / low), Math.log(other.high / other.value));
    double up = Math.hypot(Math.log(high / value), Math.log(other.value / other.low));
    return new IntervalEstimate(ratio, ratio * Math.exp(-down), ratio * Math.exp(up));
  }

  /** The same value with the further one of both ends, either way. */
  public IntervalEstimate orMoreCautious(IntervalEstimate other) {
    return new IntervalEstimate(value, Math.min(low, other.low), Math.max(high, other.high));
  }

  /** Weighted sum of independent estimates, by the same method. */
  static IntervalEstimate sum(double[] weights, List<IntervalEstimate> parts) {
    double value = 0;
    double below = 0;
    double above = 0;
    for (int i = 0; i < weights.length; i++) {
      IntervalEstimate part = parts.get(i);
      double down = weights[i] * (part.value - (weights[i] > 0 ? part.low : part.high));
      double up = weights[i] * ((weights[i] > 0 ? part.high : part.low) - part.value);
      value += weights[i] * part.value;
      below = Math.hypot(below, down);
      above = Math.hypot(above, up);
    }
    return new IntervalEstimate(value, value - below, value + above);
  }

  /** Half the sum of two independent differences, each of two independent estimates. */
  public static IntervalEstimate averageOfDifferences(
      IntervalEstimate a, IntervalEstimate b, IntervalEstimate c, IntervalEstimate d) {
    return sum(new double[] {0.5, -0.5, 0.5, -0.5}, List.of(a, b, c, d));
  }

  /**
   * Of two differences the one further from 0, with its sign, and an interval for the larger of the
   * two true gaps: it reaches as far as either interval does, and begins where the first of them
   * surely does, or holds 0 when neither is sure of a gap. It holds as often as both of the given
   * intervals do at once.
   */
  public IntervalEstimate furtherFromZero(IntervalEstimate other) {
    IntervalEstimate far = Math.abs(value) >= Math.abs(other.value) ? this : other;
    if (far.value < 0) {
      return negated().furtherFromZero(other.negated()).negated();
    }
    double sure = Math.max(Math.max(low, -high), Math.max(other.low, -other.high));
    double reach = Math.max(Math.max(-low, high), Math.max(-other.low, other.high));
    return new IntervalEstimate(far.value, sure > 0 ? sure : Math.min(low, other.low), reach);
  }

  private IntervalEstimate negated() {
    return new IntervalEstimate(-value, -high, -low);
  }

  /** The same of two ratios and 1; a ratio of 0 is further than any other. */
  public IntervalEstimate furtherFromOne(IntervalEstimate other) {
    IntervalEstimate far = fold(value) <= fold(other.value) ? this : other;
    if (far.value > 1) {
      return inverted().furtherFromOne(other.inverted()).inverted();
    }
    double sure = Math.min(Math.min(high, 1 / low), Math.min(other.high, 1 / other.low));
    double reach = Math.min(Math.min(low, 1 / high), Math.min(other.low, 1 / other.high));
    return new IntervalEstimate(far.value, reach, sure < 1 ? sure : Math.max(high, other.high));
  }

  private static double fold(double ratio) {
    return Math.min(ratio, 1 / ratio);
  }

  private IntervalEstimate inverted() {
    return new IntervalEstimate(1 / value, 1 / high, 1 / low);
  }

  /** For the larger of two true figures, when both intervals hold at once. */
  public IntervalEstimate largest(IntervalEstimate other) {
    return new IntervalEstimate(
        Math.max(value, other.value), Math.max(low, other.low), Math.max(high, other.high));
  }

  /** For the smaller of two true figures, when both intervals hold at once. */
  public IntervalEstimate smallest(IntervalEstimate other) {
    return new IntervalEstimate(
        Math.min(value, other.value), Math.min(low, other.low), Math.min(high, other.high));
  }

  /** The same value, its interval cut to where the truth can lie. */
  public IntervalEstimate within(double least, double most) {
    return new IntervalEstimate(value, Math.max(least, low), Math.min(most, high));
  }
}
