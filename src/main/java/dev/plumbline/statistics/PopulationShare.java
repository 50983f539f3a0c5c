package dev.plumbline.statistics;

/**
 * A group's share of the traffic beside its share of the population.
 *
 * @param people the group's
 * @param all everyone's whose group is known
 * @param expected the group's share of the population
 */
public record PopulationShare(double people, double all, double expected) {

  /** The same share, of so many times fewer people. */
  public PopulationShare dividedBy(double effect) {
    return effect == 1 ? this : new PopulationShare(people / effect, all / effect, expected);
  }

  public double share() {
    return people / all;
  }

  /** Share of the traffic minus share of the population, with Wilson's interval. */
  public IntervalEstimate excess(ConfidenceLevel confidence) {
    IntervalEstimate share = new BinomialProportion(people, all).interval(confidence);
    return new IntervalEstimate(
        share.value() - expected, share.low() - expected, share.high() - expected);
  }

  /**
   * How much further this group is above its share than another of the same traffic. Both shares
   * are of the same people: square-and-add with their negative correlation (Zou and Donner 2008).
   */
  public IntervalEstimate minus(PopulationShare other, ConfidenceLevel confidence) {
    IntervalEstimate a = excess(confidence);
    IntervalEstimate b = other.excess(confidence);
    double spread = (1 - share()) * (1 - other.share());
    double correlation = spread == 0 ? -1 : -Math.sqrt(share() * other.share() / spread);
    double value = a.value() - b.value();
    double below = arm(a.value() - a.low(), b.high() - b.value(), correlation);
    double above = arm(a.high() - a.value(), b.value() - b.low(), correlation);
    return new IntervalEstimate(value, value - below, value + above);
  }

  private static double arm(double a, double b, double correlation) {
    return Math.sqrt(Math.max(0, a * a + b * b - 2 * correlation * a * b));
  }
}
