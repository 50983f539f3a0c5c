package dev.plumbline.stage.alert;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Rate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One pane's step of the detectors of one group after the other. */
final class Evidence {

  private final Map<FairnessRule, List<Contrast>> contrasts = new LinkedHashMap<>();
  private final Thresholds thresholds;
  private int numbered;

  /**
   * @param numbered contrasts that have appeared before
   */
  Evidence(Policy policy, int numbered) {
    this.thresholds = Thresholds.of(policy);
    this.numbered = numbered;
    policy.fairness().forEach(rule -> contrasts.put(rule, Contrast.of(rule)));
  }

  /** Contrasts that have appeared by now. */
  int numbered() {
    return numbered;
  }

  /**
   * @param findings gets the strongest contrast of every rule that reached its threshold
   */
  GroupWatch after(
      GroupWatch watch, GroupCounts group, GroupCounts reference, List<Finding> findings) {
    Map<Rate, Sample> pane = new EnumMap<>(Rate.class);
    for (Rate rate : Rate.values()) {
      pane.put(rate, Sample.of(rate, group, reference));
    }
    Map<String, EDetector> detectors = new HashMap<>(watch.detectors());
    Map<Rate, Past> past = new EnumMap<>(Rate.class);
    contrasts.forEach(
        (rule, each) -> {
          List<Finding> found = new ArrayList<>();
          for (Contrast contrast : each) {
            step(rule, contrast, watch, pane, detectors, found);
            contrast.rates().forEach(rate -> past.put(rate, watch.past(rate)));
          }
          found.stream().reduce(Evidence::stronger).ifPresent(findings::add);
        });
    past.replaceAll((rate, before) -> before.after(pane.getOrDefault(rate, Sample.NOBODY)));
    return watch.with(past, detectors);
  }

  private void step(
      FairnessRule rule,
      Contrast contrast,
      GroupWatch watch,
      Map<Rate, Sample> pane,
      Map<String, EDetector> detectors,
      List<Finding> found) {
    List<Rate> rates = contrast.rates();
    Past[] past = rates.stream().map(watch::past).toArray(Past[]::new);
    Sample[] samples =
        rates.stream().map(r -> pane.getOrDefault(r, Sample.NOBODY)).toArray(Sample[]::new);
    String key = GroupWatch.detectorKey(rule.metric().label(), contrast);
    EDetector before = detectors.get(key);
    EDetector after =
        (before == null ? EDetector.fresh(++numbered) : before).after(contrast, past, samples);
    detectors.put(key, after);
    double threshold = thresholds.of(after.number());
    if (after.reaches(threshold)) {
      found.add(new Finding(rule, contrast, after.evidence(), threshold, samples[0]));
    }
  }

  private static Finding stronger(Finding a, Finding b) {
    return b.evidence() / b.threshold() > a.evidence() / a.threshold() ? b : a;
  }
}
