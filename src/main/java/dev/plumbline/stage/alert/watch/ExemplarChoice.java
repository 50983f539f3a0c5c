package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.group.ReferenceGroups;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.MeanContrast;
import dev.plumbline.stage.alert.evidence.RateContrast;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing;
import dev.plumbline.stage.alert.memory.RecentExemplars;
import dev.plumbline.stage.alert.warning.RuleReading;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which requests an alert shows: those that make the gap, of the side that they are against. A
 * group far behind shows its own adverse decisions, a group far ahead those of its reference.
 *
 * @param exemplars of a group
 * @param names of every group that is known, in a fixed order
 * @param references of groups that a search found: of whom they are compared with in this pane
 */
record ExemplarChoice(
    GroupPolicy groups,
    Function<GroupName, RecentExemplars> exemplars,
    Collection<GroupName> names,
    Map<GroupName, RecentExemplars> references) {

  /** Nothing of drift, of the scores and of other whole-model rules: no decision makes them. */
  List<String> choose(
      AlertRule rule, @Nullable ThresholdCrossing finding, @Nullable RuleReading reading) {
    FairnessMetric metric =
        List.of(FairnessMetric.values()).stream()
            .filter(each -> each.label().equals(rule.metric()))
            .findFirst()
            .orElse(null);
    if (metric == null) {
      return List.of();
    }
    GroupName name = GroupName.of(rule);
    if (finding == null) {
      return side(name, reading != null && ahead(metric, reading)).idsFor(metric);
    }
    if (finding.contrast() instanceof RateContrast rates) {
      OutcomeRate rate = rates.rates().get(0);
      boolean higher = rates.terms().get(0).weight() > 0;
      return side(name, higher != worstWhenHigh(rate)).idsFor(rate);
    }
    boolean ahead =
        finding.contrast() instanceof MeanContrast means
            && means.mean() == ScoreMean.PROBABILITY
            && means.sign() > 0;
    return side(name, ahead).idsFor(metric);
  }

  private RecentExemplars side(GroupName group, boolean reference) {
    return reference ? reference(group) : exemplars.apply(group);
  }

  private RecentExemplars reference(GroupName group) {
    RecentExemplars found = references.get(group);
    if (found != null) {
      return found;
    }
    Map<String, RecentExemplars> known = new LinkedHashMap<>();
    names.stream()
        .filter(each -> each.attribute().equals(group.attribute()))
        .forEach(each -> known.put(each.group(), exemplars.apply(each)));
    RecentExemplars reference =
        new ReferenceGroups<>(
                groups.reference().get(group.attribute()),
                known,
                (name, several) -> RecentExemplars.together(several))
            .reference(group.group());
    return reference == null ? exemplars.apply(group) : reference;
  }

  /** Several rates at once do not say which side is behind: the group's own mistakes are shown. */
  private static boolean ahead(FairnessMetric metric, RuleReading reading) {
    Double value = reading.figures().value();
    if (value == null) {
      return false;
    }
    boolean higher = value > (metric.ratio() ? 1 : 0);
    return switch (metric) {
      case DEMOGRAPHIC_PARITY_DIFFERENCE,
          DISPARATE_IMPACT_RATIO,
          EQUAL_OPPORTUNITY_DIFFERENCE,
          FALSE_POSITIVE_RATE_DIFFERENCE,
          FALSE_NEGATIVE_RATE_DIFFERENCE,
          PREDICTIVE_PARITY_DIFFERENCE,
          ACCURACY_DIFFERENCE,
          DECISION_ACCURACY_DIFFERENCE ->
          higher != worstWhenHigh(metric.rates().get(0));
      case MEAN_SCORE_DIFFERENCE -> higher;
      case EQUALIZED_ODDS_DIFFERENCE,
          EQUALIZED_ODDS_RATIO,
          AVERAGE_ODDS_DIFFERENCE,
          CALIBRATION_DIFFERENCE,
          CALIBRATION_IN_THE_LARGE_DIFFERENCE,
          THEIL_INDEX,
          SUBGROUP_AUC,
          BPSN_AUC,
          BNSP_AUC,
          REPRESENTATION ->
          false;
    };
  }

  private static boolean worstWhenHigh(OutcomeRate rate) {
    return switch (rate) {
      case FALSE_POSITIVE, FALSE_NEGATIVE -> true;
      case SELECTION, TRUE_POSITIVE, PRECISION, ACCURACY, DECISION_ACCURACY -> false;
    };
  }
}
