package dev.plumbline.policy;

import java.util.Locale;

/**
 * The means that fairness metrics compare: of a bounded figure of each request that has a
 * favourable probability.
 */
public enum ScoreMean {
  /** The favourable probability. */
  PROBABILITY("mean favourable probability", "requests", 0, "%.3f"),
  /**
   * The label less the favourable probability, where the label is 1 if it is truly favourable, else
   * 0. Its mean is the calibration in the large (Cox 1958, "Two further applications of a model for
   * binary regression"; Steyerberg 2019, "Clinical Prediction Models").
   */
  RESIDUAL("mean label minus score", "requests with a label", -1, "%+.3f");

  private final String words;
  private final String whose;
  private final double least;
  private final String format;

  ScoreMean(String words, String whose, double least, String format) {
    this.words = words;
    this.whose = whose;
    this.least = least;
    this.format = format;
  }

  public String words() {
    return words;
  }

  /** Of whom it is, in words. */
  public String whose() {
    return whose;
  }

  /** Such as {@code 0.123}, with a sign where it may be below zero. */
  public String figure(double mean) {
    return String.format(Locale.ROOT, format, mean);
  }

  /** The smallest that it can be; the largest is 1. */
  public double least() {
    return least;
  }

  /** From the smallest to the largest that it can be. */
  public double width() {
    return 1 - least;
  }

  /** Whether it needs labels. */
  public boolean ofLabels() {
    return this == RESIDUAL;
  }
}
