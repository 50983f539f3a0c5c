package dev.plumbline.policy;

import java.util.List;
import java.util.Locale;

/** The fairness metrics that this version measures, under Fairlearn's and AIF360's names. */
@SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
public enum FairnessMetric {
  DEMOGRAPHIC_PARITY_DIFFERENCE(false, Rate.SELECTION),
  DISPARATE_IMPACT_RATIO(true, Rate.SELECTION),
  EQUAL_OPPORTUNITY_DIFFERENCE(false, Rate.TRUE_POSITIVE),
  EQUALIZED_ODDS_DIFFERENCE(false, Rate.TRUE_POSITIVE, Rate.FALSE_POSITIVE);

  private final boolean ratio;
  private final List<Rate> rates;

  FairnessMetric(boolean ratio, Rate... rates) {
    this.ratio = ratio;
    this.rates = List.of(rates);
  }

  /** Ratios are fair near 1 and tolerate down to {@code tolerance}; differences are fair near 0. */
  public boolean ratio() {
    return ratio;
  }

  /** What is compared; a gap in any of them counts. */
  public List<Rate> rates() {
    return rates;
  }

  /** The name in policies, measures and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
