package dev.plumbline.fairness.metric;

import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.statistics.AreaUnderCurve;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.List;
import java.util.Locale;

/**
 * How well the favourable probability ranks truly favourable requests above the others: within the
 * group, or where one of the two sides is the group's and the other the background's (Borkan et al.
 * 2019, "Nuanced metrics for measuring unintended bias").
 */
enum RankingArea implements GroupMetric {
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
  public List<MetricRequirement> needs() {
    return needs(positives, negatives);
  }

  @Override
  public List<MetricRequirement> needsOfOther() {
    return needs(!positives, !negatives);
  }

  private static List<MetricRequirement> needs(boolean positives, boolean negatives) {
    if (positives && negatives) {
      return List.of(
          MetricRequirement.POSITIVE_SCORES,
          MetricRequirement.NEGATIVE_SCORES,
          MetricRequirement.LABELLED);
    }
    return List.of(
        MetricRequirement.LABELLED,
        positives ? MetricRequirement.POSITIVE_SCORES : MetricRequirement.NEGATIVE_SCORES);
  }

  @Override
  public IntervalEstimate estimate(
      ComparedGroup group, ComparedGroup other, ConfidenceLevel confidence) {
    double effect =
        Math.max(
            (positives ? group : other).scoreDesign(OutcomeRate.TRUE_POSITIVE).at(confidence),
            (negatives ? group : other).scoreDesign(OutcomeRate.FALSE_POSITIVE).at(confidence));
    return area(group, other).estimate(confidence.widenedBy(effect));
  }

  private AreaUnderCurve area(ComparedGroup group, ComparedGroup other) {
    return ScoreSums.area(
        (positives ? group : other).scores().positives(),
        (negatives ? group : other).scores().negatives());
  }

  @Override
  public String figures(ComparedGroup group, ComparedGroup other, double value) {
    if (against() == Against.NOBODY) {
      return GroupMetric.own(words, value, group, other, area(other, other).value());
    }
    return String.format(
        Locale.ROOT,
        "%s %.3f: so often does a truly favourable request of %s score above a truly unfavourable one of %s",
        words,
        value,
        (positives ? group : other).name(),
        (negatives ? group : other).name());
  }
}
