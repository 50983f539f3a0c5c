package dev.plumbline.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Clopper and Pearson's exact interval (1934) of a proportion with few successes: the proportions
 * under which neither so few nor so many successes are rarer than half of what may be missed. Of
 * counts that are not whole the same by the beta distribution, as Korn and Graubard (1998) have it
 * for clustered samples.
 *
 * @param successes at most a few dozen: of whole counts their probabilities are added up one by one
 * @param trials above 0, as are the failures unless there are none
 */
record ExactInterval(double successes, double trials) {

  double low(ConfidenceLevel confidence) {
    double rare = (1 - confidence.level()) / 2;
    return successes == 0
        ? 0
        : RootSearch.between(p -> atMost(successes - 1, p) - (1 - rare), 0, rate());
  }

  double high(ConfidenceLevel confidence) {
    double rare = (1 - confidence.level()) / 2;
    return successes == trials
        ? 1
        : RootSearch.between(p -> atMost(successes, p) - rare, rate(), 1);
  }

  private double rate() {
    return successes / trials;
  }

  /** The binomial distribution function, of fewer than all. */
  private double atMost(double many, double p) {
    if (p == 1) {
      return 0;
    }
    if (many != Math.rint(many) || trials != Math.rint(trials)) {
      return p == 0 ? 1 : BetaDistribution.of(many + 1, trials - many).survivalProbability(p);
    }
    double probability = Math.exp(trials * Math.log1p(-p));
    double sum = probability;
    for (long k = 1; k <= many; k++) {
      probability *= (trials - k + 1) * p / (k * (1 - p));
      sum += probability;
    }
    return sum;
  }
}
