package dev.plumbline.stage.alert.evidence;

import dev.plumbline.stage.alert.evidence.SimulatedGroup.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/** Pages by the sum over the rules of all groups, as the product decides and names them. */
final class SimulatedSum {

  /** One rule of one group. */
  record Rule(int group, int rule, double weighted) {}

  private final List<SimulatedGroup> groups;
  private final Way way;
  private final double panes;
  private final IntPredicate tolerated;
  private long pages;
  private double falseParts;

  /**
   * @param tolerated whether a group's gaps are
   */
  SimulatedSum(List<SimulatedGroup> groups, Way way, double panes, IntPredicate tolerated) {
    this.groups = groups;
    this.way = way;
    this.panes = panes;
    this.tolerated = tolerated;
  }

  /** After the groups' pane. */
  void pane() {
    for (List<Rule> rules = rules(); sum(rules) >= panes; rules = rules()) {
      rules.sort(Comparator.comparingDouble(Rule::weighted).reversed());
      PageNames names = PageNames.of(rules.stream().mapToDouble(Rule::weighted).toArray(), panes);
      List<Rule> named = rules.subList(0, names.count());
      named.forEach(rule -> groups.get(rule.group()).restart(way, rule.rule()));
      List<Rule> wrong = named.stream().filter(rule -> tolerated.test(rule.group())).toList();
      falseParts += names.each() ? (double) wrong.size() / named.size() : sum(wrong) / sum(named);
      pages++;
    }
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      double[] weighted = groups.get(g).weighted(way);
      for (int r = 0; r < weighted.length; r++) {
        rules.add(new Rule(g, r, weighted[r]));
      }
    }
    return rules;
  }

  private static double sum(List<Rule> rules) {
    double sum = 0;
    for (Rule rule : rules) {
      sum += rule.weighted();
    }
    return sum;
  }

  long pages() {
    return pages;
  }

  /** Of all pages: the share of false names, or of their evidence. */
  double falseParts() {
    return falseParts;
  }
}
