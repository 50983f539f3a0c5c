package dev.plumbline.policy;

import java.util.Locale;

/** The fairness metrics that this version measures, under Fairlearn's and AIF360's names. */
public enum FairnessMetric {
  DEMOGRAPHIC_PARITY_DIFFERENCE(false),
  DISPARATE_IMPACT_RATIO(true),
  EQUAL_OPPORTUNITY_DIFFERENCE(false),
  EQUALIZED_ODDS_DIFFERENCE(false);

  private final boolean ratio;

  FairnessMetric(boolean ratio) {
    this.ratio = ratio;
  }

  /** Ratios are fair near 1 and tolerate down to {@code tolerance}; differences are fair near 0. */
  public boolean ratio() {
    return ratio;
  }

  /** The name in policies, measures and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
