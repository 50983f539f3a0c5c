package dev.plumbline.stage.alert;

import dev.plumbline.policy.FairnessRule;

/**
 * What is usually done: page when a window's gap is beyond the tolerance by {@code z} standard
 * errors (0: by anything), say nothing while the alert is open, close it after three windows in
 * which it is not. A window needs thirty people on both sides.
 */
final class NaiveRule {

  /** Either side of a two-sided test at 0.05. */
  static final double FIVE_PERCENT = 1.959963984540054;

  private static final int PEOPLE = 30;
  private static final int CLEAR_AFTER = 3;

  private final FairnessRule rule;
  private final double z;
  private boolean open;
  private int inside;
  private long pages;

  NaiveRule(FairnessRule rule, double z) {
    this.rule = rule;
    this.z = z;
  }

  void window(SimulatedGroup.SlidingWindow window) {
    boolean fires = statistic(window.sum()) > z;
    inside = fires ? 0 : inside + 1;
    if (fires && !open) {
      open = true;
      pages++;
    }
    open = open && inside < CLEAR_AFTER;
  }

  /** Standard errors beyond the tolerance, the larger of both directions. */
  private double statistic(Sample s) {
    if (s.trials() < PEOPLE || s.referenceTrials() < PEOPLE) {
      return Double.NEGATIVE_INFINITY;
    }
    double p = (double) s.successes() / s.trials();
    double r = (double) s.referenceSuccesses() / s.referenceTrials();
    double w = rule.metric().ratio() ? rule.tolerance() : 1;
    double delta = rule.metric().ratio() ? 0 : rule.tolerance();
    double vp = p * (1 - p) / s.trials();
    double vr = r * (1 - r) / s.referenceTrials();
    return Math.max(
        (w * r - p - delta) / Math.max(1e-9, Math.sqrt(w * w * vr + vp)),
        (w * p - r - delta) / Math.max(1e-9, Math.sqrt(w * w * vp + vr)));
  }

  long pages() {
    return pages;
  }
}
