package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.Decision;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A model's figures on labelled records: accuracy, and the {@link HoldoutGap} that the job is
 * about. A rule that is no fairness metric's (drift, ethics, bias) is judged by the widest gap of
 * the policy's fairness rules, in its group or, where it has none, in any; of them by those that
 * compare groups where there are any, because a gap and an area are not on one scale. Without
 * enough people for any, the figure is left out.
 */
public final class HoldoutMetrics {

  static final String ACCURACY = "accuracy";
  static final String GAP = "gap";

  private final Policy policy;
  private final Map<String, Map<String, HoldoutGroup>> groups = new TreeMap<>();
  private long records;
  private long right;

  HoldoutMetrics(Policy policy) {
    this.policy = policy;
  }

  /** Whether a model can do anything about the rule: nobody's decisions say who makes requests. */
  public static boolean concern(AlertRule rule) {
    return !rule.metric().equals(FairnessMetric.REPRESENTATION.label());
  }

  /**
   * @param decision what the prediction decides
   */
  void add(Map<String, String> attributes, String predicted, String label, Decision decision) {
    records++;
    right += predicted.equals(label) ? 1 : 0;
    boolean truth = policy.outcome().favours(label);
    policy
        .groups()
        .groupsFor(attributes)
        .forEach(
            (attribute, group) ->
                groups
                    .computeIfAbsent(attribute, name -> new TreeMap<>())
                    .computeIfAbsent(group, name -> new HoldoutGroup(attribute, name))
                    .add(decision.favourable(), truth, decision.probability()));
  }

  Map<String, Double> of(AlertRule rule) {
    Map<String, Double> figures = new TreeMap<>();
    if (records > 0) {
      figures.put(ACCURACY, (double) right / records);
    }
    metrics(rule).stream()
        .flatMapToDouble(metric -> gaps(metric, rule))
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

  private DoubleStream gaps(FairnessMetric metric, AlertRule rule) {
    Stream<Map<String, HoldoutGroup>> attributes =
        rule.attribute().equals(GroupCounts.ALL)
            ? groups.values().stream()
            : Stream.ofNullable(groups.get(rule.attribute()));
    return attributes
        .flatMap(of -> of.values().stream())
        .filter(group -> isOrAny(rule.group(), group))
        .flatMapToDouble(group -> gap(group).of(metric).stream());
  }

  private static boolean isOrAny(String name, HoldoutGroup group) {
    return name.equals(GroupCounts.ALL) || name.equals(group.counts().group());
  }

  private HoldoutGap gap(HoldoutGroup group) {
    String attribute = group.counts().attribute();
    Map<String, HoldoutGroup> of = groups.getOrDefault(attribute, Map.of());
    HoldoutGroup rest = new HoldoutGroup(attribute, "everyone else");
    of.values().stream().filter(other -> other != group).forEach(rest::addAll);
    String declared = policy.groups().reference().get(attribute);
    HoldoutGroup reference =
        declared == null ? rest : of.getOrDefault(declared, new HoldoutGroup(attribute, declared));
    return new HoldoutGap(group, reference, rest);
  }
}
