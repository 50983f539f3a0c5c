package dev.plumbline.statistics;

/** Two rates among those who are alike in something else. */
public record Stratum(BinomialProportion mine, BinomialProportion theirs) {

  /** Whether there is anybody on both sides to compare. */
  public boolean comparable() {
    return mine.trials() > 0 && theirs.trials() > 0;
  }

  /** Mantel and Haenszel's: most where both sides are large. */
  double weight() {
    double n1 = mine.trials();
    double n2 = theirs.trials();
    return n1 * n2 / (n1 + n2);
  }

  double all() {
    return (double) mine.trials() + theirs.trials();
  }
}
