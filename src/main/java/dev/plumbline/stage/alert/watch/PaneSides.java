package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.evidence.MeanContrast;
import dev.plumbline.stage.alert.evidence.PaneMeans;
import dev.plumbline.stage.alert.evidence.PaneRates;
import dev.plumbline.stage.alert.evidence.RateContrast;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing;
import dev.plumbline.stage.alert.search.JointTable;
import dev.plumbline.stage.alert.warning.RuleReading;
import dev.plumbline.stage.alert.wording.AlertWording;
import java.util.Map;

/**
 * A group and whom it is compared with, in one pane.
 *
 * @param why there are no figures of a window, to end a sentence with
 */
record PaneSides(
    GroupCounts group, GroupCounts reference, Map<ScoreMean, PaneMeans> means, String why) {

  /** Of a group that a search looks at. */
  static PaneSides found(JointTable.Compared compared) {
    return new PaneSides(
        compared.group(), compared.reference(), Map.of(), AlertWording.NO_WINDOW_OF_FOUND);
  }

  RuleReading reading(AlertRule rule, ThresholdCrossing crossing, String units) {
    return reading(rule, crossing.rule(), crossing.contrast(), units);
  }

  /**
   * What the pane says of a rule.
   *
   * @param units that the counts are of, in words
   */
  RuleReading reading(AlertRule rule, FairnessRule asked, GapContrast contrast, String units) {
    if (contrast instanceof RateContrast rates) {
      OutcomeRate rate = rates.rates().get(0);
      PaneRates pane = PaneRates.of(rate, group, reference);
      return RuleReading.ofPane(
          rule,
          pane.trials(),
          pane.referenceTrials(),
          asked.tolerance(),
          AlertWording.newestPane(rate, group, reference, units) + why);
    }
    ScoreMean mean = ((MeanContrast) contrast).mean();
    PaneMeans now = means.getOrDefault(mean, PaneMeans.NOBODY);
    return RuleReading.ofPane(
        rule,
        now.n(),
        now.referenceN(),
        asked.tolerance(),
        AlertWording.newestPane(mean, now, group, reference) + why);
  }
}
