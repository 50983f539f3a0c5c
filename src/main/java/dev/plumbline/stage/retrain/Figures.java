package dev.plumbline.stage.retrain;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.event.Rule;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A model's figures on labelled records: accuracy, and the gap that the job is about. A gap is how
 * far a group's rate is from its reference's, 0 when equal; of a ratio metric it is one minus the
 * smaller rate over the larger. For a rule about the whole model (drift, ethics, bias) it is the
 * widest gap of the policy's fairness rules. Rates of fewer than {@link #LEAST} people say nothing:
 * without any rate the figure is left out.
 */
final class Figures {

  static final String ACCURACY = "accuracy";
  static final String GAP = "gap";

  /** People below which a rate is not compared: one person would move it by more than 5 %. */
  static final long LEAST = 20;

  private final Policy policy;
  private final Map<String, Map<String, GroupCounts>> groups = new TreeMap<>();
  private long records;
  private long right;

  Figures(Policy policy) {
    this.policy = policy;
  }

  void add(Map<String, String> attributes, String predicted, String label) {
    records++;
    right += predicted.equals(label) ? 1 : 0;
    boolean favoured = policy.outcome().favours(predicted);
    boolean truth = policy.outcome().favours(label);
    count(GroupCounts.ALL, GroupCounts.ALL, favoured, truth);
    policy
        .groups()
        .of(attributes)
        .forEach((attribute, group) -> count(attribute, group, favoured, truth));
  }

  private void count(String attribute, String group, boolean favoured, boolean truth) {
    GroupCounts one =
        new GroupCounts(
            attribute,
            group,
            1,
            favoured ? 1 : 0,
            1,
            favoured && truth ? 1 : 0,
            favoured && !truth ? 1 : 0,
            !favoured && !truth ? 1 : 0,
            !favoured && truth ? 1 : 0);
    groups
        .computeIfAbsent(attribute, name -> new TreeMap<>())
        .merge(group, one, GroupCounts::merge);
  }

  Map<String, Double> of(Rule rule) {
    Map<String, Double> figures = new TreeMap<>();
    if (records > 0) {
      figures.put(ACCURACY, (double) right / records);
    }
    gap(rule).ifPresent(gap -> figures.put(GAP, gap));
    return figures;
  }

  private OptionalDouble gap(Rule rule) {
    List<Double> gaps = new ArrayList<>();
    for (FairnessRule watched : policy.fairness()) {
      if (rule.attribute().equals(GroupCounts.ALL)) {
        groups.forEach(
            (attribute, of) ->
                of.keySet().forEach(g -> gaps.addAll(gaps(watched.metric(), attribute, g))));
      } else if (rule.metric().equals(watched.metric().label())) {
        gaps.addAll(gaps(watched.metric(), rule.attribute(), rule.group()));
      }
    }
    return gaps.stream().mapToDouble(gap -> gap).max();
  }

  private List<Double> gaps(FairnessMetric metric, String attribute, String group) {
    GroupCounts counts = groups.getOrDefault(attribute, Map.of()).get(group);
    List<Double> gaps = new ArrayList<>();
    if (counts == null || attribute.equals(GroupCounts.ALL)) {
      return gaps;
    }
    GroupCounts reference = reference(attribute, counts);
    for (Rate rate : metric.rates()) {
      if (rate.trials(counts) >= LEAST && rate.trials(reference) >= LEAST) {
        double a = (double) rate.successes(counts) / rate.trials(counts);
        double b = (double) rate.successes(reference) / rate.trials(reference);
        gaps.add(
            metric.ratio() ? 1 - (a == b ? 1 : Math.min(a, b) / Math.max(a, b)) : Math.abs(a - b));
      }
    }
    return gaps;
  }

  private GroupCounts reference(String attribute, GroupCounts counts) {
    Map<String, GroupCounts> of = groups.getOrDefault(attribute, Map.of());
    String name = policy.groups().reference().get(attribute);
    if (name != null) {
      return of.getOrDefault(name, GroupCounts.none(attribute, name));
    }
    return of.values().stream()
        .reduce(GroupCounts.none(attribute, "everyone else"), GroupCounts::merge)
        .minus(counts);
  }
}
