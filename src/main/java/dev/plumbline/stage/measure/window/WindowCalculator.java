package dev.plumbline.stage.measure.window;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.ConfusionCounts;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.fairness.AcceptedGaps;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.drift.DriftCalculator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns one window's counts into its measures. */
public final class WindowCalculator {

  private final Policy policy;
  private final FairnessCalculator fairness;
  private final AcceptedGaps accepted;
  private final VersionCalculator versions;
  private final DriftCalculator drift;
  private final ScoreCalculator scores;
  private final CounterfactualCalculator counterfactuals;
  private final BenefitsCalculator benefits;
  private final FlaggedFields flagged;

  public WindowCalculator(Policy policy) {
    this.policy = policy;
    this.fairness = new FairnessCalculator(policy);
    this.accepted = new AcceptedGaps(policy.fairness());
    this.versions = new VersionCalculator(policy.groups());
    this.drift = new DriftCalculator(policy);
    this.scores = new ScoreCalculator(policy);
    this.counterfactuals = new CounterfactualCalculator(policy);
    this.benefits = new BenefitsCalculator(policy);
    this.flagged = new FlaggedFields(policy.groups());
  }

  /**
   * @param reference what drift is measured against; null before its period has closed
   */
  public WindowMeasures measure(
      TimeSpan window,
      int revision,
      boolean isFinal,
      MeasureCounts counts,
      @Nullable MeasureCounts reference) {
    GroupCounts all = counts.everyone();
    List<FairnessMeasure> fair = accepted.judge(fairness.measure(counts), window.end());
    List<FairnessMeasure> measured = new ArrayList<>(fair);
    measured.addAll(versions.measure(counts));
    List<DriftMeasure> drifts = drift.measure(counts, reference);
    return new WindowMeasures(
        policy.model(),
        window,
        revision,
        isFinal,
        all.requests(),
        all.labelled(),
        outcomes(counts),
        counts.modelVersion(),
        policy.version(),
        new ArrayList<>(counts.groups().values()),
        measured,
        drifts,
        scores.ethics(counts),
        scores.bias(counts),
        counterfactuals.measure(counts),
        benefits.measure(counts),
        drift.histograms(counts, reference),
        flagged.count(counts),
        confusions(counts));
  }

  /** Nothing is left of a result once all that waited is known. */
  private static Map<String, Long> outcomes(MeasureCounts counts) {
    Map<String, Long> outcomes = new TreeMap<>();
    counts
        .facts()
        .forEach(
            (fact, count) -> {
              if (fact.startsWith(CounterNames.OUTCOMES) && count > 0) {
                outcomes.put(fact.substring(CounterNames.OUTCOMES.length()), count);
              }
            });
    return outcomes;
  }

  private List<ConfusionCounts> confusions(MeasureCounts counts) {
    return counts.groups().values().stream()
        .filter(group -> group.labelled() > 0)
        .filter(
            group ->
                group.attribute().equals(GroupCounts.ALL)
                    || policy.groups().compared().contains(group.attribute()))
        .map(
            group ->
                counts
                    .pairs(group.attribute(), group.group())
                    .confusions(group.attribute(), group.group()))
        .toList();
  }
}
