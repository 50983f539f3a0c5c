package dev.plumbline.cli.replay.report;

import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a page shows of one model: sums over all panes, and each rule over time. */
public final class ModelPicture {

  private final String model;
  private final Map<String, FairnessRule> rules = new HashMap<>();
  private final Map<String, GroupCounts> groups = new TreeMap<>();
  private final Map<String, RuleSeries> series = new TreeMap<>();

  public ModelPicture(Policy policy) {
    this.model = policy.model();
    policy.fairness().forEach(rule -> rules.put(rule.metric().label(), rule));
  }

  public void onPane(PaneCounts pane) {
    for (GroupCounts group : pane.groups()) {
      groups.merge(group.attribute() + "=" + group.group(), group, GroupCounts::merge);
    }
  }

  public void onWindow(WindowMeasures window) {
    for (FairnessMeasure measure : window.fairness()) {
      FairnessRule rule = rules.get(measure.metric());
      if (rule != null && measure.comparison() == FairnessMeasure.Comparison.REFERENCE) {
        String key = measure.metric() + "|" + measure.attribute() + "|" + measure.group();
        series
            .computeIfAbsent(key, k -> new RuleSeries(rule, measure))
            .add(window.window().end(), measure);
      }
    }
  }

  public String model() {
    return model;
  }

  /** Everyone first, then by attribute and group. */
  List<GroupCounts> groups() {
    return List.copyOf(groups.values());
  }

  /** Rules that were beyond their tolerance in most windows first, then by name. */
  List<RuleSeries> worstFirst() {
    return series.values().stream()
        .sorted(
            Comparator.comparingLong((RuleSeries each) -> each.windows(Verdict.UNFAIR)).reversed())
        .toList();
  }
}
