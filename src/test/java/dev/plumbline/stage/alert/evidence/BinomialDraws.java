package dev.plumbline.stage.alert.evidence;

import java.util.SplittableRandom;

/**
 * Exact binomial counts, fast: every trial compares a uniform number with p bit by bit, 64 trials
 * at a time; about half are decided at each bit.
 */
final class BinomialDraws {

  private static final int BITS = 40;

  private final SplittableRandom random;

  BinomialDraws(long seed) {
    random = new SplittableRandom(seed);
  }

  SplittableRandom random() {
    return random;
  }

  long next(long n, double p) {
    long bits = Math.round(p * (1L << BITS));
    long undecided = n;
    long successes = 0;
    for (int bit = BITS - 1; bit >= 0 && undecided > 0; bit--) {
      long ones = ones(undecided);
      if ((bits >> bit & 1) == 1) {
        successes += undecided - ones; // below p already
        undecided = ones;
      } else {
        undecided -= ones; // above p already
      }
    }
    return bits == 1L << BITS ? n : successes;
  }

  /** Ones among n fair bits. */
  private long ones(long n) {
    long ones = 0;
    long left = n;
    for (; left >= 64; left -= 64) {
      ones += Long.bitCount(random.nextLong());
    }
    return left == 0 ? ones : ones + Long.bitCount(random.nextLong() >>> (64 - left));
  }
}
