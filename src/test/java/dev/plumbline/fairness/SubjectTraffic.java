package dev.plumbline.fairness;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.ScoreSums;
import dev.plumbline.fairness.metric.SubjectBuckets;
import dev.plumbline.fairness.metric.SubjectBuckets.Field;
import java.util.SplittableRandom;

/**
 * One side of a window: subjects who each make several requests.
 *
 * @param people subjects
 * @param requests of each
 * @param correlation of the decisions on two requests of one subject, from 0 to 1
 * @param rate of favourable decisions
 * @param alike how the decisions of one subject depend on each other
 * @param sizes whether all subjects make as many requests
 */
record SubjectTraffic(
    int people, int requests, double correlation, double rate, Alike alike, Sizes sizes) {

  /** Two ways to the same correlation. */
  enum Alike {
    /** Every subject has a rate of its own, drawn from a beta distribution. */
    RATES,
    /** A share of the subject's requests, the root of the correlation, gets one decision. */
    COPIES
  }

  /** How many requests a subject makes. */
  enum Sizes {
    EQUAL,
    /** One at least, as many on average, in a geometric distribution. */
    GEOMETRIC
  }

  /** Draws a window. */
  ComparedGroup draw(String name, SplittableRandom random) {
    long[] table = new long[SubjectBuckets.BUCKETS * Field.NUMBER];
    long all = 0;
    long favourable = 0;
    for (int person = 0; person < people; person++) {
      int size = size(random);
      int yes = yes(size, random);
      int bucket = SubjectBuckets.bucket(random.nextLong());
      table[Field.REQUESTS.in(bucket)] += size;
      table[Field.FAVOURABLE.in(bucket)] += yes;
      all += size;
      favourable += yes;
    }
    return new ComparedGroup(
        new GroupCounts("sex", name, all, favourable, 0, 0, 0, 0, 0),
        ScoreSums.NONE,
        SubjectBuckets.of(table));
  }

  private int size(SplittableRandom random) {
    return sizes == Sizes.EQUAL || requests == 1
        ? requests
        : 1 + (int) (Math.log1p(-random.nextDouble()) / Math.log1p(-1.0 / requests));
  }

  private int yes(int size, SplittableRandom random) {
    if (alike == Alike.RATES) {
      double own = own(random);
      int yes = 0;
      for (int i = 0; i < size; i++) {
        yes += random.nextDouble() < own ? 1 : 0;
      }
      return yes;
    }
    int decision = random.nextDouble() < rate ? 1 : 0;
    double copied = Math.sqrt(correlation);
    int yes = 0;
    for (int i = 0; i < size; i++) {
      yes += random.nextDouble() < copied ? decision : random.nextDouble() < rate ? 1 : 0;
    }
    return yes;
  }

  private double own(SplittableRandom random) {
    if (correlation == 0) {
      return rate;
    }
    if (correlation == 1) {
      return random.nextDouble() < rate ? 1 : 0;
    }
    double weight = 1 / correlation - 1;
    double a = gamma(rate * weight, random);
    return a / (a + gamma((1 - rate) * weight, random));
  }

  /** Marsaglia and Tsang (2000), with their power for shapes below 1. */
  private static double gamma(double shape, SplittableRandom random) {
    if (shape < 1) {
      double power = Math.pow(1 - random.nextDouble(), 1 / shape);
      return Math.max(Double.MIN_NORMAL, gamma(shape + 1, random) * power);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = 1 + c * x;
      double u = 1 - random.nextDouble();
      if (v > 0 && Math.log(u) < x * x / 2 + d - d * v * v * v + d * 3 * Math.log(v)) {
        return d * v * v * v;
      }
    }
  }
}
