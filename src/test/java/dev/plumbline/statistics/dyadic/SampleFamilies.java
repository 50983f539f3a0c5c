package dev.plumbline.statistics.dyadic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Pairs of distributions as traffic has them, a little apart; the last one is the known limit. */
public final class SampleFamilies {

  /**
   * @param now draws a value of the window
   * @param reference draws one of the reference
   */
  public record Family(
      ValueScale scale, ToDoubleFunction<Random> now, ToDoubleFunction<Random> reference) {}

  private SampleFamilies() {}

  /** The twenty families, by name. */
  public static Map<String, Family> all() {
    Map<String, Family> all = new LinkedHashMap<>();
    unit(all, "score .99 to .965", r -> below1(r, .965), r -> below1(r, .99));
    unit(all, "score, spread out", r -> logistic(r, .6, 1.2), r -> logistic(r, .5, 1.2));
    unit(all, "fraud score", r -> logistic(r, -5.8, 1.2), r -> logistic(r, -6, 1.2));
    unit(all, "score of two digits", r -> twoDigits(r, .3), r -> twoDigits(r, .2));
    real(all, "epoch seconds of a day", r -> day(r) + 7_200, SampleFamilies::day);
    real(all, "latitude", r -> normal(r, 48.21, .05), r -> normal(r, 48.2, .05));
    real(all, "longitude around 0", r -> normal(r, -.05, .2), r -> normal(r, -.1, .2));
    real(all, "normal(1000, 1) to 1001", r -> normal(r, 1001, 1), r -> normal(r, 1000, 1));
    real(all, "constant 5 to 5.05", r -> 5.05, r -> 5);
    real(all, "body temperature", r -> normal(r, 36.8, .4), r -> normal(r, 36.6, .4));
    real(all, "normal(0, 1)", r -> normal(r, .1, 1), r -> normal(r, 0, 1));
    real(
        all, "lognormal amounts", r -> Math.exp(normal(r, 3.1, 1)), r -> Math.exp(normal(r, 3, 1)));
    real(all, "exponential latency", r -> -275 * Math.log(open(r)), r -> -250 * Math.log(open(r)));
    real(
        all,
        "Pareto, tail 2.5",
        r -> 11 * Math.pow(open(r), -.4),
        r -> 10 * Math.pow(open(r), -.4));
    real(all, "counts, Poisson", r -> poisson(r, 3.3), r -> poisson(r, 3));
    real(all, "whole years of age", r -> 20 + r.nextInt(71), r -> 18 + r.nextInt(73));
    real(all, "mostly zero", r -> mostlyZero(r, .65), r -> mostlyZero(r, .7));
    real(all, "two peaks", r -> twoPeaks(r, .55), r -> twoPeaks(r, .5));
    real(all, "prices in cents", r -> cents(r, 2.6), r -> cents(r, 2.5));
    real(
        all, "rates around 1e-6", r -> -1.1e-6 * Math.log(open(r)), r -> -1e-6 * Math.log(open(r)));
    return all;
  }

  /** A location far from zero with tails that reach over everything. */
  public static Family cauchyAroundAMillion() {
    return new Family(ValueScale.REAL, r -> 1e6 + 1 + cauchy(r), r -> 1e6 + cauchy(r));
  }

  private static void unit(
      Map<String, Family> all,
      String name,
      ToDoubleFunction<Random> now,
      ToDoubleFunction<Random> reference) {
    all.put(name, new Family(ValueScale.UNIT, now, reference));
  }

  private static void real(
      Map<String, Family> all,
      String name,
      ToDoubleFunction<Random> now,
      ToDoubleFunction<Random> reference) {
    all.put(name, new Family(ValueScale.REAL, now, reference));
  }

  private static double normal(Random random, double mean, double deviation) {
    return mean + deviation * random.nextGaussian();
  }

  /** A normal deviate of .005, folded back at 1. */
  private static double below1(Random random, double mean) {
    return 1 - Math.abs(1 - normal(random, mean, .005));
  }

  private static double logistic(Random random, double mean, double deviation) {
    return 1 / (1 + Math.exp(-normal(random, mean, deviation)));
  }

  private static double twoDigits(Random random, double mean) {
    return Math.round(100 * logistic(random, mean, 1)) / 100.0;
  }

  private static double open(Random random) {
    return 1 - random.nextDouble();
  }

  private static double day(Random random) {
    return 1_767_225_600 + random.nextInt(86_400);
  }

  private static double cauchy(Random random) {
    return Math.tan(Math.PI * (random.nextDouble() - .5));
  }

  private static double poisson(Random random, double mean) {
    int count = 0;
    for (double product = open(random); product > Math.exp(-mean); product *= open(random)) {
      count++;
    }
    return count;
  }

  private static double mostlyZero(Random random, double zeros) {
    return random.nextDouble() < zeros ? 0 : Math.exp(normal(random, 2, 1.5));
  }

  private static double twoPeaks(Random random, double left) {
    return normal(random, random.nextDouble() < left ? -5 : 5, .5);
  }

  private static double cents(Random random, double mean) {
    return Math.round(100 * Math.exp(normal(random, mean, .7))) / 100.0;
  }
}
