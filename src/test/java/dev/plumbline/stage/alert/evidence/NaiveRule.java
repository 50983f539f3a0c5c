package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessRule;

/**
 * What is usually done: page when a window's statistic is above a limit, say nothing while the
 * alert is open, close it after three windows in which it is not. A window needs thirty people on
 * both sides.
 */
final class NaiveRule {

  /** Either side of a two-sided test at 0.05. */
  static final double FIVE_PERCENT = 1.959963984540054;

  /** How a window is judged. */
  enum Statistic {
    /** The estimated gap beyond the tolerance. */
    EXCESS,
    /** The same in standard errors. */
    Z
  }

  private static final int PEOPLE = 30;
  private static final int CLEAR_AFTER = 3;

  private final FairnessRule rule;
  private final Statistic statistic;
  private final double limit;
  private boolean open;
  private int inside;
  private long pages;

  NaiveRule(FairnessRule rule, Statistic statistic, double limit) {
    this.rule = rule;
    this.statistic = statistic;
    this.limit = limit;
  }

  void window(SlidingWindow window) {
    boolean fires = of(rule, statistic, window.sum()) > limit;
    inside = fires ? 0 : inside + 1;
    if (fires && !open) {
      open = true;
      pages++;
    }
    open = open && inside < CLEAR_AFTER;
  }

  /** The larger of both directions. */
  static double of(FairnessRule rule, Statistic statistic, PaneRates s) {
    if (s.trials() < PEOPLE || s.referenceTrials() < PEOPLE) {
      return Double.NEGATIVE_INFINITY;
    }
    double p = (double) s.successes() / s.trials();
    double r = (double) s.referenceSuccesses() / s.referenceTrials();
    double w = rule.metric().ratio() ? rule.tolerance() : 1;
    double delta = rule.metric().ratio() ? 0 : rule.tolerance();
    double low = w * r - p - delta;
    double high = w * p - r - delta;
    if (statistic == Statistic.EXCESS) {
      return Math.max(low, high);
    }
    double vp = p * (1 - p) / s.trials();
    double vr = r * (1 - r) / s.referenceTrials();
    return Math.max(
        low / Math.sqrt(Math.max(1e-18, w * w * vr + vp)),
        high / Math.sqrt(Math.max(1e-18, w * w * vp + vr)));
  }

  long pages() {
    return pages;
  }
}
