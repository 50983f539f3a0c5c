package dev.plumbline.statistics.strata;

import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.List;

/**
 * Two sides' rates compared within strata, and pooled after Mantel and Haenszel (1959). Each end of
 * an interval is the more cautious one of two: the usual one (Sato 1989 of differences, Greenland
 * and Robins 1985 of ratios), which fails where all or none succeed, and the stratified score
 * interval (Miettinen and Nurminen 1985).
 *
 * @param strata each {@link Stratum#comparable}
 */
public record StratifiedRates(List<Stratum> strata) {

  public StratifiedRates {
    strata = List.copyOf(strata);
    if (strata.isEmpty() || !strata.stream().allMatch(Stratum::comparable)) {
      throw new IllegalArgumentException("nobody to compare");
    }
  }

  /**
   * Mine minus theirs.
   *
   * @param confidence widened where trials are alike
   */
  public IntervalEstimate difference(ConfidenceLevel confidence) {
    double weights = strata.stream().mapToDouble(Stratum::weight).sum();
    double value = 0;
    double p = 0;
    double q = 0;
    for (Stratum s : strata) {
      value += s.weight() * (s.mine().rate() - s.theirs().rate()) / weights;
      p += satoP(s);
      q += satoQ(s);
    }
    double arm = confidence.z() * Math.sqrt(Math.max(0, value * p + q)) / weights;
    IntervalEstimate usual = new IntervalEstimate(value, value - arm, value + arm).within(-1, 1);
    return usual.orMoreCautious(new StratifiedScore(strata, confidence.z()).difference(value));
  }

  private static double satoP(Stratum s) {
    double a = s.mine().trials() / s.all();
    double b = s.theirs().trials() / s.all();
    return a * a * s.theirs().successes()
        - b * b * s.mine().successes()
        + a * b * (s.theirs().trials() - s.mine().trials()) / 2;
  }

  private static double satoQ(Stratum s) {
    double x1 = s.mine().successes();
    double x2 = s.theirs().successes();
    return (x1 * (s.theirs().trials() - x2) + x2 * (s.mine().trials() - x1)) / s.all() / 2;
  }

  /** Whether theirs is a rate that can be divided by. */
  public boolean divisible() {
    return strata.stream().anyMatch(s -> s.theirs().successes() > 0);
  }

  /**
   * Mine over theirs.
   *
   * @param confidence widened where trials are alike
   * @throws IllegalArgumentException when their rate is zero in all strata
   */
  public IntervalEstimate ratio(ConfidenceLevel confidence) {
    if (!divisible()) {
      throw new IllegalArgumentException("the reference has no successes");
    }
    double above = 0;
    double below = 0;
    double spread = 0;
    for (Stratum s : strata) {
      above += s.weight() * s.mine().rate();
      below += s.weight() * s.theirs().rate();
      spread += greenlandRobins(s);
    }
    double value = above / below;
    IntervalEstimate score = new StratifiedScore(strata, confidence.z()).ratio(value);
    if (above == 0) {
      return score;
    }
    double fold = Math.exp(confidence.z() * Math.sqrt(Math.max(0, spread) / (above * below)));
    return score.orMoreCautious(new IntervalEstimate(value, value / fold, value * fold));
  }

  private static double greenlandRobins(Stratum s) {
    double x1 = s.mine().successes();
    double x2 = s.theirs().successes();
    return (s.weight() * (x1 + x2) - x1 * x2) / s.all();
  }
}
