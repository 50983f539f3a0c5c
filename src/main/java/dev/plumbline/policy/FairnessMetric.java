package dev.plumbline.policy;

import static dev.plumbline.policy.Tolerance.LARGEST_DIFFERENCE;
import static dev.plumbline.policy.Tolerance.LARGEST_VALUE;
import static dev.plumbline.policy.Tolerance.SMALLEST_RATIO;
import static dev.plumbline.policy.Tolerance.SMALLEST_VALUE;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fairness metrics, under Fairlearn's and AIF360's names; those of scores under their papers'.
 * {@code docs/metrics.md} defines each.
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
public enum FairnessMetric {
  DEMOGRAPHIC_PARITY_DIFFERENCE(LARGEST_DIFFERENCE, OutcomeRate.SELECTION),
  DISPARATE_IMPACT_RATIO(SMALLEST_RATIO, OutcomeRate.SELECTION),
  EQUAL_OPPORTUNITY_DIFFERENCE(LARGEST_DIFFERENCE, OutcomeRate.TRUE_POSITIVE),
  EQUALIZED_ODDS_DIFFERENCE(
      LARGEST_DIFFERENCE, OutcomeRate.TRUE_POSITIVE, OutcomeRate.FALSE_POSITIVE),
  EQUALIZED_ODDS_RATIO(SMALLEST_RATIO, OutcomeRate.TRUE_POSITIVE, OutcomeRate.FALSE_POSITIVE),
  AVERAGE_ODDS_DIFFERENCE(LARGEST_DIFFERENCE),
  FALSE_POSITIVE_RATE_DIFFERENCE(LARGEST_DIFFERENCE, OutcomeRate.FALSE_POSITIVE),
  FALSE_NEGATIVE_RATE_DIFFERENCE(LARGEST_DIFFERENCE, OutcomeRate.FALSE_NEGATIVE),
  PREDICTIVE_PARITY_DIFFERENCE(LARGEST_DIFFERENCE, OutcomeRate.PRECISION),
  ACCURACY_DIFFERENCE(LARGEST_DIFFERENCE, OutcomeRate.ACCURACY),
  DECISION_ACCURACY_DIFFERENCE(LARGEST_DIFFERENCE, OutcomeRate.DECISION_ACCURACY),
  CALIBRATION_DIFFERENCE(LARGEST_DIFFERENCE),
  CALIBRATION_IN_THE_LARGE_DIFFERENCE(LARGEST_DIFFERENCE, ScoreMean.RESIDUAL),
  MEAN_SCORE_DIFFERENCE(LARGEST_DIFFERENCE, ScoreMean.PROBABILITY),
  THEIL_INDEX(LARGEST_VALUE),
  SUBGROUP_AUC(SMALLEST_VALUE),
  BPSN_AUC(SMALLEST_VALUE),
  BNSP_AUC(SMALLEST_VALUE),
  REPRESENTATION(LARGEST_DIFFERENCE);

  /** Measured under every policy; the others only when a rule names them. */
  public static final List<FairnessMetric> BASIC =
      List.of(
          DEMOGRAPHIC_PARITY_DIFFERENCE,
          DISPARATE_IMPACT_RATIO,
          EQUAL_OPPORTUNITY_DIFFERENCE,
          EQUALIZED_ODDS_DIFFERENCE);

  private final Tolerance tolerance;
  private final List<OutcomeRate> rates;
  private final @Nullable ScoreMean mean;

  FairnessMetric(Tolerance tolerance, OutcomeRate... rates) {
    this.tolerance = tolerance;
    this.rates = List.of(rates);
    this.mean = null;
  }

  FairnessMetric(Tolerance tolerance, ScoreMean mean) {
    this.tolerance = tolerance;
    this.rates = List.of();
    this.mean = mean;
  }

  /** What a rule's tolerance means. */
  public Tolerance tolerance() {
    return tolerance;
  }

  /** Ratios are fair near 1 and tolerate down to {@code tolerance}. */
  public boolean ratio() {
    return tolerance == SMALLEST_RATIO;
  }

  /**
   * The rates whose contrast between two groups it is: a gap beyond the tolerance in any one of
   * them is a gap beyond it in the metric, so evidence can be gathered pane by pane. None when the
   * metric is no such contrast.
   */
  public List<OutcomeRate> rates() {
    return rates;
  }

  /** The mean whose difference between two groups it is; null when it is no such difference. */
  public @Nullable ScoreMean mean() {
    return mean;
  }

  /** The name in policies, measures and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
