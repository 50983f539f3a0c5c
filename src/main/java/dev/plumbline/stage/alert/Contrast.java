package dev.plumbline.stage.alert;

import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Rate;
import java.util.ArrayList;
import java.util.List;

/**
 * One one-sided hypothesis about two rates: {@code u * high - v * low <= delta} is tolerated. Each
 * direction of a gap is a contrast of its own.
 *
 * @param name part of the detector's durable key
 * @param groupIsLow whether the group is the side that may fall behind; else the reference is
 */
record Contrast(String name, Rate rate, double u, double v, double delta, boolean groupIsLow) {

  /**
   * Differences tolerate a gap either way; a ratio of tolerance t tolerates low / high >= t either
   * way.
   */
  static List<Contrast> of(FairnessRule rule) {
    List<Contrast> contrasts = new ArrayList<>();
    FairnessMetric metric = rule.metric();
    for (Rate rate : metric.rates()) {
      double u = metric.ratio() ? rule.tolerance() : 1;
      double delta = metric.ratio() ? 0 : rule.tolerance();
      contrasts.add(new Contrast(rate + "-low", rate, u, 1, delta, true));
      contrasts.add(new Contrast(rate + "-high", rate, u, 1, delta, false));
    }
    return contrasts;
  }

  /** How far beyond the tolerance two rates are; not positive inside it. */
  double beyond(double low, double high) {
    return u * high - v * low - delta;
  }
}
