package dev.plumbline.stage.measure;

import dev.plumbline.event.DriftMeasure;
import dev.plumbline.event.FairnessMeasure;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.event.Span;
import dev.plumbline.event.WindowMeasures;
import dev.plumbline.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns one window's counts into its measures. */
final class WindowCalculator {

  private final Policy policy;
  private final FairnessCalculator fairness;
  private final DriftCalculator drift;
  private final ScoreCalculator scores;

  WindowCalculator(Policy policy) {
    this.policy = policy;
    this.fairness = new FairnessCalculator(policy);
    this.drift = new DriftCalculator(policy);
    this.scores = new ScoreCalculator(policy);
  }

  /**
   * @param reference what drift is measured against; null before its period has closed
   */
  WindowMeasures measure(
      Span window, int revision, boolean isFinal, Counts counts, @Nullable Counts reference) {
    GroupCounts all = counts.everyone();
    List<FairnessMeasure> fair = fairness.measure(counts);
    List<DriftMeasure> drifts = drift.measure(counts, reference);
    return new WindowMeasures(
        policy.model(),
        window,
        revision,
        isFinal,
        all.requests(),
        all.labelled(),
        counts.modelVersion(),
        policy.version(),
        new ArrayList<>(counts.groups().values()),
        fair,
        drifts,
        scores.ethics(counts),
        scores.bias(counts),
        benefits(counts, all));
  }

  private static Map<String, Double> benefits(Counts counts, GroupCounts all) {
    Map<String, Double> benefits = new TreeMap<>();
    benefits.put("decisions", (double) all.requests());
    if (all.labelled() > 0) {
      benefits.put("accuracy", (double) counts.fact(Facts.CORRECT) / all.labelled());
    }
    if (all.requests() > 0) {
      benefits.put("labelledShare", Math.min(1, (double) all.labelled() / all.requests()));
    }
    return benefits;
  }
}
