package dev.plumbline.statistics.inequality;

import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.GoldenSection;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.function.DoubleUnaryOperator;

/**
 * The shares q of false negatives, right decisions and false positives that a sample's shares p
 * speak for, and the values that Theil's index takes there.
 *
 * <p>Pearson's statistic of q is n (sum of p^2 / q - 1); the region is where it does not exceed
 * z^2. Of two kinds it is Wilson's interval; of three it is the score interval of any figure that
 * is made of the shares, also where its slope is 0 or it is near its largest value. Like Wilson's
 * interval it holds too seldom where few people of a kind are expected. So for each kind of at most
 * {@link BinomialProportion#FEW} people, or of all but so few, its exact interval is searched as
 * well, the other two kinds in proportion.
 */
public final class TheilRegion {

  private static final int STRIPS = 32;

  private final double falseNegatives;
  private final double right;
  private final double falsePositives;
  private final double people;
  private final ConfidenceLevel confidence;
  private double least = Double.MAX_VALUE;
  private double most;

  TheilRegion(TheilIndex counts, ConfidenceLevel confidence) {
    this.people = counts.people();
    this.falseNegatives = counts.falseNegatives() / people;
    this.falsePositives = counts.falsePositives() / people;
    // Counts that were divided need not add up to the last digit.
    double rights = Math.max(0, people - counts.falseNegatives() - counts.falsePositives());
    this.right = rights / people;
    this.confidence = confidence;
    region(share(counts.falsePositives()).wilson(confidence));
    exact(counts.falseNegatives(), this::falseNegativesAt);
    exact(rights, this::rightAt);
    exact(counts.falsePositives(), this::falsePositivesAt);
  }

  IntervalEstimate range() {
    return new IntervalEstimate(least, least, most);
  }

  private BinomialProportion share(double count) {
    return new BinomialProportion(count, people);
  }

  /**
   * The index falls with fewer false negatives. So for each share of false positives the least is
   * at the fewest false negatives that the region has there, the most at the most. Shares are taken
   * as the cosine of an angle, which makes the region's rounded ends easy to search.
   */
  private void region(IntervalEstimate positives) {
    double middle = (positives.low() + positives.high()) / 2;
    double half = (positives.high() - positives.low()) / 2;
    DoubleUnaryOperator fewest = angle -> at(middle - half * Math.cos(angle), -1);
    DoubleUnaryOperator largest = angle -> at(middle - half * Math.cos(angle), 1);
    search(fewest, largest, 0, Math.PI);
  }

  /** The index at the region's edge: a quadratic's roots. */
  private double at(double positives, int side) {
    double rest = 1 - positives;
    double allowed = 1 + confidence.z() * confidence.z() / people;
    double taken = falsePositives == 0 ? 0 : falsePositives * falsePositives / positives;
    double left = Math.max(Double.MIN_NORMAL, allowed - taken);
    double linear = left * rest + falseNegatives * falseNegatives - right * right;
    double discriminant = linear * linear - 4 * left * falseNegatives * falseNegatives * rest;
    double negatives = (linear + side * Math.sqrt(Math.max(0, discriminant))) / (2 * left);
    return TheilIndex.index(Math.max(0, Math.min(rest, negatives)), positives);
  }

  private void exact(double count, DoubleUnaryOperator indexAt) {
    if (count < people && Math.min(count, people - count) <= BinomialProportion.FEW) {
      IntervalEstimate interval = share(count).interval(confidence);
      search(indexAt, indexAt, interval.low(), interval.high());
    }
  }

  private double falseNegativesAt(double share) {
    double others = (1 - share) / (1 - falseNegatives);
    return TheilIndex.index(share, falsePositives * others);
  }

  private double rightAt(double share) {
    double others = (1 - share) / (1 - right);
    return TheilIndex.index(falseNegatives * others, falsePositives * others);
  }

  private double falsePositivesAt(double share) {
    double others = (1 - share) / (1 - falsePositives);
    return TheilIndex.index(falseNegatives * others, share);
  }

  /**
   * The index has one summit in a convex region, and may have several lowest points on its edge.
   */
  private void search(DoubleUnaryOperator low, DoubleUnaryOperator high, double from, double to) {
    most = Math.max(most, -GoldenSection.least(share -> -high.applyAsDouble(share), from, to, 1));
    least = Math.min(least, GoldenSection.least(low, from, to, STRIPS));
  }
}
