package dev.plumbline.stage.retrain.gate;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.Prediction;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.PromotionRules;
import dev.plumbline.stage.retrain.gate.GateVerdict.Ruling;
import dev.plumbline.statistics.FigureWords;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether a candidate may serve: the gap shrank by the promised share and accuracy did not fall by
 * more than allowed.
 */
public final class PromotionGate {

  private static final String NOT_ENOUGH =
      "not enough evidence: the held-back share has too few requests to measure the gap";

  private PromotionGate() {}

  /**
   * @param rule what the job is about
   * @param records the same records through both models, none of them learned from
   */
  public static GateVerdict judge(Policy policy, AlertRule rule, List<PairedPrediction> records) {
    Map<String, Double> before = figures(policy, rule, records, PairedPrediction::before);
    Map<String, Double> after = figures(policy, rule, records, PairedPrediction::after);
    if (!isMeasured(before) || !isMeasured(after)) {
      return new GateVerdict(Ruling.NOT_ENOUGH, NOT_ENOUGH, before, after);
    }
    String objection = objection(policy.retraining().promotion(), before, after);
    Ruling ruling = objection == null ? Ruling.PASSED : Ruling.REJECTED;
    return new GateVerdict(ruling, objection, before, after);
  }

  private static Map<String, Double> figures(
      Policy policy,
      AlertRule rule,
      List<PairedPrediction> records,
      Function<PairedPrediction, Prediction> of) {
    HoldoutMetrics figures = new HoldoutMetrics(policy);
    for (PairedPrediction each : records) {
      figures.add(each.attributes(), of.apply(each), each.label());
    }
    return figures.figuresFor(rule);
  }

  private static boolean isMeasured(Map<String, Double> figures) {
    return figures.containsKey(HoldoutMetrics.GAP) && figures.containsKey(HoldoutMetrics.ACCURACY);
  }

  /** Why the candidate is rejected; null when it is not. */
  static @Nullable String objection(
      PromotionRules rules, Map<String, Double> before, Map<String, Double> after) {
    Double gapBefore = before.get(HoldoutMetrics.GAP);
    Double gapAfter = after.get(HoldoutMetrics.GAP);
    Double accuracyBefore = before.get(HoldoutMetrics.ACCURACY);
    Double accuracyAfter = after.get(HoldoutMetrics.ACCURACY);
    if (gapBefore == null || gapAfter == null || accuracyBefore == null || accuracyAfter == null) {
      return NOT_ENOUGH;
    }
    if (gapAfter > gapBefore * (1 - rules.gapReducedBy())) {
      return "the gap went from %s to %s, promised was %s %% less"
          .formatted(
              FigureWords.figure(gapBefore),
              FigureWords.figure(gapAfter),
              FigureWords.asWrittenPercent(rules.gapReducedBy()));
    }
    if (accuracyAfter < accuracyBefore - rules.accuracyDropAtMost()) {
      return "accuracy fell from %s to %s, allowed was %s"
          .formatted(
              FigureWords.figure(accuracyBefore),
              FigureWords.figure(accuracyAfter),
              FigureWords.asWritten(rules.accuracyDropAtMost()));
    }
    return null;
  }
}
