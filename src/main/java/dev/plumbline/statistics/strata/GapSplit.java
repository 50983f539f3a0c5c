package dev.plumbline.statistics.strata;

import java.util.List;

/**
 * A gap between two rates, split into what comes from the strata that the two sides are in and what
 * comes from being treated differently within them (Kitagawa 1955, "Components of a difference
 * between two rates"). The two parts add up to the gap. A stratum that only one side is in is all
 * mix: how the other would be treated there, nobody knows.
 *
 * @param gap my rate minus theirs, over all strata
 * @param mix what it would be if both were treated alike in each stratum, as they are on average
 * @param treatment what it would be if both were in the strata alike, as they are on average
 */
public record GapSplit(double gap, double mix, double treatment) {

  /**
   * @param strata some of mine and some of theirs in all of them together
   */
  public static GapSplit between(List<Stratum> strata) {
    double mine = strata.stream().mapToDouble(s -> s.mine().trials()).sum();
    double theirs = strata.stream().mapToDouble(s -> s.theirs().trials()).sum();
    double gap = 0;
    double mix = 0;
    double treatment = 0;
    for (Stratum s : strata) {
      double share1 = s.mine().trials() / mine;
      double share2 = s.theirs().trials() / theirs;
      double rate1 = (s.mine().trials() > 0 ? s.mine() : s.theirs()).rate();
      double rate2 = (s.theirs().trials() > 0 ? s.theirs() : s.mine()).rate();
      if (share1 + share2 > 0) {
        gap += share1 * rate1 - share2 * rate2;
        mix += (share1 - share2) * (rate1 + rate2) / 2;
        treatment += (rate1 - rate2) * (share1 + share2) / 2;
      }
    }
    return new GapSplit(gap, mix, treatment);
  }
}
