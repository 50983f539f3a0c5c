package dev.plumbline.stage.alert.evidence;

import dev.plumbline.stage.alert.evidence.SimulatedGroup.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Pages by the sum over the rules of all groups, as the product decides and names them. */
final class SimulatedSum {

  /** One rule of one group. */
  record Rule(int group, int rule, double weighted) {}

  private final List<SimulatedGroup> groups;
  private final Way way;
  private final double panes;
  private long pages;

  SimulatedSum(List<SimulatedGroup> groups, Way way, double panes) {
    this.groups = groups;
    this.way = way;
    this.panes = panes;
  }

  /** After the groups' pane. */
  void pane() {
    for (List<Rule> rules = rules(); sum(rules) >= panes; rules = rules()) {
      rules.sort(Comparator.comparingDouble(Rule::weighted).reversed());
      PageNames names = PageNames.of(rules.stream().mapToDouble(Rule::weighted).toArray(), panes);
      for (Rule named : rules.subList(0, names.count())) {
        groups.get(named.group()).restart(way, named.rule());
      }
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
}
