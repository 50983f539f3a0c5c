package dev.plumbline.stage.retrain.demand;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.retraining.RetrainingDemand;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Whether there are labels enough to mend a rule: as many in all as the policy asks for and, of the
 * rule's group and of everybody it is compared with, as many of the kind that the rule's rate is
 * of. A true positive rate is of those with a favourable label: ten thousand others say nothing of
 * it.
 */
public final class LabelMinimum {

  private LabelMinimum() {}

  public static boolean isReached(Policy policy, AlertRule rule, LabelCounts counts) {
    RetrainingDemand demand = policy.retraining().demand();
    if (counts.total().labelled() < demand.minimumLabelled()) {
      return false;
    }
    if (rule.group().equals(GroupCounts.ALL) || !isCounted(policy.groups(), rule.attribute())) {
      return true;
    }
    LabelCount mine = counts.count(rule.attribute(), rule.group());
    LabelCount others = counts.count(rule.attribute(), GroupCounts.ALL).minus(mine);
    return kinds(rule).stream()
        .allMatch(
            kind ->
                Math.min(kind.applyAsLong(mine), kind.applyAsLong(others))
                    >= demand.minimumPerGroup());
  }

  /** A search finds groups that nobody declared; their labels are counted in all only. */
  private static boolean isCounted(GroupPolicy groups, String attribute) {
    return groups.attributes().containsKey(attribute)
        || attribute.equals(GroupPolicy.VERSION)
        || groups.intersections().stream()
            .anyMatch(each -> GroupNames.joined(each).equals(attribute));
  }

  private static List<ToLongFunction<LabelCount>> kinds(AlertRule rule) {
    return Arrays.stream(FairnessMetric.values())
        .filter(metric -> metric.label().equals(rule.metric()))
        .findFirst()
        .map(LabelMinimum::kinds)
        .orElse(List.of(LabelCount::labelled));
  }

  private static List<ToLongFunction<LabelCount>> kinds(FairnessMetric metric) {
    return switch (metric) {
      case AVERAGE_ODDS_DIFFERENCE, SUBGROUP_AUC, BPSN_AUC, BNSP_AUC ->
          List.of(LabelCount::favourable, LabelCount::unfavourable);
      default ->
          metric.rates().isEmpty()
              ? List.of(LabelCount::labelled)
              : metric.rates().stream().map(LabelMinimum::kind).toList();
    };
  }

  private static ToLongFunction<LabelCount> kind(OutcomeRate rate) {
    return switch (rate) {
      case TRUE_POSITIVE, FALSE_NEGATIVE -> LabelCount::favourable;
      case FALSE_POSITIVE -> LabelCount::unfavourable;
      case PRECISION -> LabelCount::selected;
      case SELECTION, ACCURACY, DECISION_ACCURACY -> LabelCount::labelled;
    };
  }
}
