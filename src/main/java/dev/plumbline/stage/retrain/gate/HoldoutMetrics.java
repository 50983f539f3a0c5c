package dev.plumbline.stage.retrain.gate;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.FairnessGaps;
import dev.plumbline.fairness.LabelledGroups;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.policy.Decision;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * A model's figures on labelled records: accuracy, and the gap that the job is about, which is the
 * distance from fair of the rule's metric as {@link FairnessGaps} measures it. A rule that is no
 * fairness metric's (drift, ethics, bias) is judged by the widest gap of the policy's fairness
 * rules, in its group or, where it has none, in any; of them by those that compare groups where
 * there are any, because a gap and an area are not on one scale. Without enough records for any,
 * the figure is left out.
 */
public final class HoldoutMetrics {

  static final String ACCURACY = "accuracy";
  static final String GAP = "gap";

  /** Of fewer, one record would move a rate by more than 5 %. */
  private static final long LEAST = 20;

  private final Policy policy;
  private final FairnessGaps fairness;
  private final LabelledGroups groups = new LabelledGroups();
  private long records;
  private long right;

  HoldoutMetrics(Policy policy) {
    this.policy = policy;
    this.fairness = new FairnessGaps(policy.groups(), LEAST);
  }

  /** Whether a model can do anything about the rule: nobody's decisions say who makes requests. */
  public static boolean concern(AlertRule rule) {
    return !rule.metric().equals(FairnessMetric.REPRESENTATION.label());
  }

  void add(Map<String, String> attributes, Prediction predicted, String label) {
    Decision decision = policy.outcome().decide(predicted);
    boolean exact = predicted.label().equals(label);
    records++;
    right += exact ? 1 : 0;
    groups.add(
        policy.groups().groupsFor(attributes), decision, policy.outcome().favours(label), exact);
  }

  Map<String, Double> figuresFor(AlertRule rule) {
    Map<String, Double> figures = new TreeMap<>();
    if (records > 0) {
      figures.put(ACCURACY, (double) right / records);
    }
    Map<String, List<ComparedGroup>> compared = groups.compared();
    metrics(rule).stream()
        .flatMapToDouble(metric -> gaps(metric, rule, compared))
        .max()
        .ifPresent(gap -> figures.put(GAP, gap));
    return figures;
  }

  private List<FairnessMetric> metrics(AlertRule rule) {
    List<FairnessMetric> of =
        Arrays.stream(FairnessMetric.values())
            .filter(metric -> metric.label().equals(rule.metric()))
            .toList();
    List<FairnessMetric> all = policy.fairness().stream().map(FairnessRule::metric).toList();
    if (!of.isEmpty()) {
      return of.stream().filter(all::contains).toList();
    }
    List<FairnessMetric> comparing = all.stream().filter(HoldoutMetrics::compares).toList();
    return comparing.isEmpty() ? all : comparing;
  }

  private static boolean compares(FairnessMetric metric) {
    return switch (metric.tolerance()) {
      case LARGEST_DIFFERENCE, SMALLEST_RATIO -> true;
      case SMALLEST_VALUE, LARGEST_VALUE -> false;
    };
  }

  private DoubleStream gaps(
      FairnessMetric metric, AlertRule rule, Map<String, List<ComparedGroup>> compared) {
    return compared.entrySet().stream()
        .filter(of -> isOrAny(rule.attribute(), of.getKey()))
        .flatMap(of -> fairness.measure(metric, of.getKey(), of.getValue()).entrySet().stream())
        .filter(gap -> isOrAny(rule.group(), gap.getKey()))
        .mapToDouble(Map.Entry::getValue);
  }

  private static boolean isOrAny(String asked, String name) {
    return asked.equals(GroupCounts.ALL) || asked.equals(name);
  }
}
