package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.DecayedRates;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.PageThresholds;
import dev.plumbline.stage.alert.evidence.PaneRates;
import dev.plumbline.stage.alert.evidence.RateContrast;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One pane's step of the detectors of one group after the other. */
final class EvidenceStep {

  private final Map<FairnessRule, List<RateContrast>> contrasts = new LinkedHashMap<>();
  private final PageThresholds thresholds;
  private int numbered;

  /**
   * @param numbered contrasts that have appeared before
   */
  EvidenceStep(Policy policy, int numbered) {
    this.thresholds = PageThresholds.of(policy);
    this.numbered = numbered;
    policy.fairness().forEach(rule -> contrasts.put(rule, RateContrast.of(rule)));
  }

  /** Contrasts that have appeared by now. */
  int numbered() {
    return numbered;
  }

  /**
   * @param findings gets the strongest contrast of every rule that reached its threshold
   */
  GroupWatch after(
      GroupWatch watch,
      GroupCounts group,
      GroupCounts reference,
      List<ThresholdCrossing> findings) {
    Map<OutcomeRate, PaneRates> pane = new EnumMap<>(OutcomeRate.class);
    for (OutcomeRate rate : OutcomeRate.values()) {
      pane.put(rate, PaneRates.of(rate, group, reference));
    }
    Map<String, EDetector> detectors = new HashMap<>(watch.detectors());
    Map<OutcomeRate, DecayedRates> past = new EnumMap<>(OutcomeRate.class);
    contrasts.forEach(
        (rule, each) -> {
          List<ThresholdCrossing> found = new ArrayList<>();
          for (RateContrast contrast : each) {
            step(rule, contrast, watch, pane, detectors, found);
            contrast.rates().forEach(rate -> past.put(rate, watch.past(rate)));
          }
          found.stream().reduce(EvidenceStep::stronger).ifPresent(findings::add);
        });
    past.replaceAll((rate, before) -> before.after(pane.getOrDefault(rate, PaneRates.NOBODY)));
    return watch.with(past, detectors);
  }

  private void step(
      FairnessRule rule,
      RateContrast contrast,
      GroupWatch watch,
      Map<OutcomeRate, PaneRates> pane,
      Map<String, EDetector> detectors,
      List<ThresholdCrossing> found) {
    List<OutcomeRate> rates = contrast.rates();
    DecayedRates[] past = rates.stream().map(watch::past).toArray(DecayedRates[]::new);
    PaneRates[] samples =
        rates.stream().map(r -> pane.getOrDefault(r, PaneRates.NOBODY)).toArray(PaneRates[]::new);
    String key = GroupWatch.detectorKey(rule.metric().label(), contrast);
    EDetector before = detectors.get(key);
    EDetector after =
        (before == null ? EDetector.fresh(++numbered) : before).after(contrast, past, samples);
    detectors.put(key, after);
    double threshold = thresholds.thresholdFor(after.number());
    if (after.reaches(threshold)) {
      found.add(new ThresholdCrossing(rule, contrast, after.evidence(), threshold, samples[0]));
    }
  }

  private static ThresholdCrossing stronger(ThresholdCrossing a, ThresholdCrossing b) {
    return b.evidence() / b.threshold() > a.evidence() / a.threshold() ? b : a;
  }
}
