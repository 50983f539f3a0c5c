package dev.plumbline.fairness.metric;

import dev.plumbline.fairness.RepresentationShare;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.FigureWords;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** How one fairness metric reads two groups; {@code docs/metrics.md} defines each. */
public interface GroupMetric {

  /** Whom a group is compared with. */
  enum Against {
    /** The policy's reference group; where it names none, everyone outside of the group. */
    REFERENCE,
    /** Everyone outside of the group, whatever the policy's reference. */
    REST,
    /** Nobody: the figure is the group's own. */
    NOBODY
  }

  /** Of a metric that compares groups; {@link RepresentationShare} is none. */
  static GroupMetric of(FairnessMetric metric) {
    return switch (metric) {
      case EQUALIZED_ODDS_DIFFERENCE, EQUALIZED_ODDS_RATIO -> new EqualizedOdds(metric.ratio());
      case AVERAGE_ODDS_DIFFERENCE -> new AverageOdds();
      case CALIBRATION_DIFFERENCE -> new CalibrationGap();
      case CALIBRATION_IN_THE_LARGE_DIFFERENCE, MEAN_SCORE_DIFFERENCE ->
          new ScoreMeanGap(Objects.requireNonNull(metric.mean()));
      case THEIL_INDEX -> new TheilInequality();
      case SUBGROUP_AUC -> RankingArea.SUBGROUP;
      case BPSN_AUC -> RankingArea.BPSN;
      case BNSP_AUC -> RankingArea.BNSP;
      case DEMOGRAPHIC_PARITY_DIFFERENCE,
          DISPARATE_IMPACT_RATIO,
          EQUAL_OPPORTUNITY_DIFFERENCE,
          FALSE_POSITIVE_RATE_DIFFERENCE,
          FALSE_NEGATIVE_RATE_DIFFERENCE,
          PREDICTIVE_PARITY_DIFFERENCE,
          ACCURACY_DIFFERENCE,
          DECISION_ACCURACY_DIFFERENCE ->
          new RateGap(metric.rates().get(0), metric.ratio());
      case REPRESENTATION ->
          throw new IllegalArgumentException("representation compares no two groups");
    };
  }

  default Against against() {
    return Against.REFERENCE;
  }

  /** What is compared, in words. */
  String words();

  /** What the group must have; the last one counts the requests that its figure is about. */
  List<MetricRequirement> needs();

  /** What the group that it is compared with must have. */
  default List<MetricRequirement> needsOfOther() {
    return needs();
  }

  /** Both sides have what they need; of a figure of the group's own the other is ignored. */
  IntervalEstimate estimate(ComparedGroup group, ComparedGroup other, ConfidenceLevel confidence);

  /** The value and what it is made of, in words. */
  String figures(ComparedGroup group, ComparedGroup other, double value);

  /** Of a figure that both sides have, for example {@code precision 43.1 % against 55.0 %}. */
  static String gap(String figures, ComparedGroup other, double value) {
    return "%s for %s; gap %s".formatted(figures, other.name(), FigureWords.gap(value));
  }

  /** One rate of both sides in words. */
  static String percent(OutcomeRate rate, ComparedGroup group, ComparedGroup other) {
    return String.format(
        Locale.ROOT,
        "%s %.1f %% against %.1f %%",
        rate.words(),
        100 * group.proportion(rate).rate(),
        100 * other.proportion(rate).rate());
  }

  /** A figure of the group's own, beside that of the other when there is one. */
  static String own(
      String words, double value, ComparedGroup group, ComparedGroup other, double theirs) {
    return group.is(other)
        ? String.format(Locale.ROOT, "%s %.3f", words, value)
        : String.format(
            Locale.ROOT, "%s %.3f against %.3f for %s", words, value, theirs, other.name());
  }
}
