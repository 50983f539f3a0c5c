package dev.plumbline.stage.alert.proof;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.SequentialEvidence.Naming;
import dev.plumbline.stage.alert.evidence.PageNames;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What several detectors add up to, by rule.
 *
 * @param weighted in the order of the rules' first detectors
 */
record RuleSums(Map<AlertRule, Double> weighted) {

  /** The page and the proof add up in different orders. */
  private static final double ROUNDING = 1e-9;

  /** Nothing yet. */
  RuleSums() {
    this(new LinkedHashMap<>());
  }

  void add(AlertRule rule, double evidence) {
    weighted.merge(rule, evidence, Double::sum);
  }

  double total() {
    return weighted.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * Whether this much evidence shows that there was a page, and that it named the rule in that way.
   * More evidence would name the rule too: of the rules with at least 1 / r of the panes there are
   * then no fewer.
   *
   * @param panes in which one false page is allowed
   */
  boolean prove(AlertRule rule, Naming named, double panes) {
    double least = panes * (1 - ROUNDING);
    if (total() < least) {
      return false;
    }
    List<Double> descending = weighted.values().stream().sorted(Comparator.reverseOrder()).toList();
    PageNames names =
        PageNames.of(descending.stream().mapToDouble(Double::doubleValue).toArray(), least);
    return named == Naming.TOGETHER
        || (names.each() && weighted.getOrDefault(rule, 0.0) * names.count() >= least);
  }
}
