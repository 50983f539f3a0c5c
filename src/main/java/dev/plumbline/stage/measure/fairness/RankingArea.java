package dev.plumbline.stage.measure.fairness;

import dev.plumbline.stage.measure.statistics.AreaUnderCurve;
import dev.plumbline.stage.measure.statistics.Confidence;
import dev.plumbline.stage.measure.statistics.Estimate;
import java.util.List;
import java.util.Locale;

/**
 * How well the favourable probability ranks truly favourable people above the others: within the
 * group, or where one of the two sides is the group's and the other the background's (Borkan et al.
 * 2019, "Nuanced metrics for measuring unintended bias").
 */
enum RankingArea implements Metric {
  SUBGROUP("subgroup AUC", true, true),
  BPSN("BPSN AUC", false, true),
  BNSP("BNSP AUC", true, false);

  private final String words;
  private final boolean positives;
  private final boolean negatives;

  /**
   * @param positives whether the positives are the group's
   * @param negatives whether the negatives are the group's
   */
  RankingArea(String words, boolean positives, boolean negatives) {
    this.words = words;
    this.positives = positives;
    this.negatives = negatives;
  }

  @Override
  public Against against() {
    return positives && negatives ? Against.NOBODY : Against.REST;
  }

  @Override
  public String words() {
    return words;
  }

  @Override
  public List<Need> needs() {
    return needs(positives, negatives);
  }

  @Override
  public List<Need> needsOfOther() {
    return needs(!positives, !negatives);
  }

  private static List<Need> needs(boolean positives, boolean negatives) {
    if (positives && negatives) {
      return List.of(Need.POSITIVE_SCORES, Need.NEGATIVE_SCORES, Need.LABELLED);
    }
    return List.of(Need.LABELLED, positives ? Need.POSITIVE_SCORES : Need.NEGATIVE_SCORES);
  }

  @Override
  public Estimate estimate(Side group, Side other, Confidence confidence) {
    return area(group, other).estimate(confidence);
  }

  private AreaUnderCurve area(Side group, Side other) {
    return new AreaUnderCurve(
        (positives ? group : other).scores().positives(),
        (negatives ? group : other).scores().negatives());
  }

  @Override
  public String figures(Side group, Side other, double value) {
    if (against() == Against.NOBODY) {
      return Metric.own(words, value, group, other, area(other, other).value());
    }
    return String.format(
        Locale.ROOT,
        "%s %.3f: so often does a truly favourable person of %s score above a truly unfavourable one of %s",
        words,
        value,
        (positives ? group : other).name(),
        (negatives ? group : other).name());
  }
}
