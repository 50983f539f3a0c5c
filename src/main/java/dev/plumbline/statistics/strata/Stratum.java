package dev.plumbline.statistics.strata;

import dev.plumbline.statistics.BinomialProportion;

/** Two rates among those who are alike in something else. */
public record Stratum(BinomialProportion mine, BinomialProportion theirs) {

  /** Whether there is anybody on both sides to compare. */
  public boolean comparable() {
    return mine.trials() > 0 && theirs.trials() > 0;
  }

  /** Mantel and Haenszel's: most where both sides are large. */
  public double weight() {
    double n1 = mine.trials();
    double n2 = theirs.trials();
    return n1 * n2 / (n1 + n2);
  }

  double all() {
    return mine.trials() + theirs.trials();
  }
}
