package dev.plumbline.stage.alert.evidence;

import java.util.SplittableRandom;

/**
 * People a minute: each group has a mean of its own from 1 to 300, log-uniform, a third of them in
 * bursts of tenfold traffic between quiet hours; the reference has 30 to 1,000.
 */
final class SimulatedTraffic {

  private static final double BURST = 0.02;

  private final BinomialDraws binomial;
  private final double[] means;
  private final boolean[] bursty;
  private final double referenceMean;
  private long referenceTrials;
  private long referenceSuccesses;

  SimulatedTraffic(BinomialDraws binomial, int groups) {
    this.binomial = binomial;
    this.means = new double[groups];
    this.bursty = new boolean[groups];
    for (int g = 0; g < groups; g++) {
      means[g] = between(1, 300);
      bursty[g] = g % 3 == 2;
    }
    this.referenceMean = between(30, 1000);
  }

  private double between(double low, double high) {
    return low * Math.pow(high / low, binomial.random().nextDouble());
  }

  void minute(double referenceRate) {
    referenceTrials = people(referenceMean);
    referenceSuccesses = binomial.next(referenceTrials, referenceRate);
  }

  PaneRates sample(int group, double rate) {
    SplittableRandom random = binomial.random();
    double mean = means[group];
    if (bursty[group]) {
      mean *= random.nextDouble() < BURST ? 10 : 0.2;
    }
    long trials = people(mean);
    return new PaneRates(binomial.next(trials, rate), trials, referenceSuccesses, referenceTrials);
  }

  /** Nobody to twice the mean. */
  private long people(double mean) {
    return Math.round(2 * mean * binomial.random().nextDouble());
  }
}
