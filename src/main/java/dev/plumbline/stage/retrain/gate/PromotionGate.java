package dev.plumbline.stage.retrain.gate;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.PromotionRules;
import dev.plumbline.stage.retrain.gate.GateVerdict.Ruling;
import dev.plumbline.stage.retrain.gate.PairedSample.Members;
import dev.plumbline.stage.retrain.gate.PairedSample.Side;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.FigureWords;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.LinearEstimate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a candidate may serve, judged on the same labelled records through both models, none of
 * which it has learned from. All of these must be shown by intervals of paired differences ({@link
 * LinearEstimate}):
 *
 * <ol>
 *   <li>the gap that the job is about was beyond its tolerance before: else there is nothing to
 *       mend;
 *   <li>it shrank by the promised share;
 *   <li>accuracy did not fall by more than allowed;
 *   <li>of no group that has enough records did the true positive rate, the true negative rate or
 *       the accuracy fall by more than allowed, so taking from one group what another lacks fails;
 *   <li>no gap of any rule is newly beyond its tolerance;
 *   <li>probabilities are not surely further from the truth (Brier score).
 * </ol>
 *
 * What an interval leaves open is not enough evidence, and never a pass.
 */
public final class PromotionGate {

  /** Rise of the Brier score that is taken for none. */
  private static final double BRIER_RISE = 0.01;

  private final PromotionRules rules;
  private final Policy policy;
  private final ConfidenceLevel confidence;
  private final PairedSample sample;
  private final Map<String, Double> before = new TreeMap<>();
  private final Map<String, Double> after = new TreeMap<>();

  private PromotionGate(Policy policy, List<PairedPrediction> records) {
    this.policy = policy;
    this.rules = policy.retraining().promotion();
    this.confidence = new ConfidenceLevel(rules.confidence());
    this.sample = new PairedSample(policy, records);
  }

  /**
   * @param rule what the job is about
   * @param records the same records through both models, none of them learned from
   */
  public static GateVerdict judge(Policy policy, AlertRule rule, List<PairedPrediction> records) {
    PromotionGate gate = new PromotionGate(policy, records);
    return gate.verdict(List.of(gate.mended(rule), gate.unharmed(), gate.unbroken()));
  }

  /**
   * Whether nobody is treated worse than allowed, on records whose labels are trusted: nothing need
   * have been mended there.
   */
  public static GateVerdict unharmed(Policy policy, List<PairedPrediction> records) {
    PromotionGate gate = new PromotionGate(policy, records);
    return gate.verdict(List.of(gate.unharmed()));
  }

  /** Whether a model can do anything about the rule: nobody's decisions say who makes requests. */
  public static boolean concerns(AlertRule rule) {
    return !rule.metric().equals(FairnessMetric.REPRESENTATION.label());
  }

  private record Finding(Ruling ruling, @Nullable String reason) {

    static final Finding PASSED = new Finding(Ruling.PASSED, null);

    static Finding rejected(String reason) {
      return new Finding(Ruling.REJECTED, reason);
    }

    static Finding notEnough(String reason) {
      return new Finding(Ruling.NOT_ENOUGH, "not enough evidence: " + reason);
    }

    /** A rejection says more than a want of evidence. */
    Finding and(Finding other) {
      return other.ruling.compareTo(ruling) > 0 ? other : this;
    }
  }

  private GateVerdict verdict(List<Finding> findings) {
    Finding worst = findings.stream().reduce(Finding.PASSED, Finding::and);
    return new GateVerdict(worst.ruling(), worst.reason(), before, after);
  }

  /** The gap was there, and shrank. */
  private Finding mended(AlertRule rule) {
    List<PairedGap> gaps = asked(rule);
    PairedGap widest =
        gaps.stream()
            .filter(PairedGap::measured)
            .max(Comparator.comparingDouble(PromotionGate::excess))
            .orElse(null);
    LinearEstimate gapBefore = widest == null ? null : widest.before();
    LinearEstimate gapAfter = widest == null ? null : widest.after();
    if (widest == null || gapBefore == null || gapAfter == null) {
      return Finding.notEnough(
          gaps.isEmpty()
              ? "no rule of the policy that compares rates or means is about " + rule
              : "a group has fewer than " + PairedGap.LEAST + " requests that count");
    }
    double sign = Math.signum(gapBefore.value());
    IntervalEstimate was = gapBefore.times(sign).interval(confidence);
    IntervalEstimate is = gapAfter.times(sign).interval(confidence);
    tell(before, "gap", was);
    tell(after, "gap", is);
    if (was.value() <= widest.tolerance()) {
      return Finding.rejected(
          "there is nothing to mend: %s was %s, tolerated are %s"
              .formatted(widest.what(), words(was), FigureWords.figure(widest.tolerance())));
    }
    if (was.low() <= widest.tolerance()) {
      return Finding.notEnough(
          "%s was %s, which does not show that it is beyond %s"
              .formatted(widest.what(), words(was), FigureWords.figure(widest.tolerance())));
    }
    LinearEstimate left = gapAfter.plus(-(1 - rules.gapReducedBy()), gapBefore).times(sign);
    return shrunk(widest.what(), was, is, left.interval(confidence));
  }

  private static double excess(PairedGap gap) {
    LinearEstimate before = gap.before();
    return before == null ? 0 : Math.abs(before.value()) / gap.tolerance();
  }

  /**
   * @param beyondPromise what is left of the gap less what may be left
   */
  private Finding shrunk(
      String what, IntervalEstimate was, IntervalEstimate is, IntervalEstimate beyondPromise) {
    String went =
        "%s went from %s to %s, promised was %s %% less"
            .formatted(
                what, words(was), words(is), FigureWords.asWrittenPercent(rules.gapReducedBy()));
    if (beyondPromise.value() > 0) {
      return Finding.rejected(went);
    }
    return beyondPromise.high() > 0 ? Finding.notEnough(went) : Finding.PASSED;
  }

  /**
   * The gaps that the job is about: those of its rule, or of a rule about the whole model, of drift
   * and the like, those of all fairness rules in its group.
   */
  private List<PairedGap> asked(AlertRule rule) {
    List<FairnessRule> named =
        policy.fairness().stream().filter(each -> each.label().equals(rule.metric())).toList();
    List<FairnessRule> asked = named.isEmpty() ? policy.fairness() : named;
    return asked.stream()
        .flatMap(
            each ->
                PairedGap.of(
                    each,
                    sample,
                    (attribute, group) ->
                        isOrAny(rule.attribute(), attribute) && isOrAny(rule.group(), group))
                    .stream())
        .toList();
  }

  private static boolean isOrAny(String asked, String name) {
    return asked.equals(GroupCounts.ALL) || asked.equals(name);
  }

  /** Nobody is treated worse than allowed, and the probabilities are as near as they were. */
  private Finding unharmed() {
    Finding worst = fell("accuracy", OutcomeRate.ACCURACY, sample.everyone(), 1);
    for (Map.Entry<String, Map<String, Members>> attribute : sample.groups().entrySet()) {
      for (Members group : attribute.getValue().values()) {
        String of = " of " + attribute.getKey() + "=" + group.name();
        worst =
            worst
                .and(fell("true positive rate" + of, OutcomeRate.TRUE_POSITIVE, group, 1))
                .and(fell("true negative rate" + of, OutcomeRate.FALSE_POSITIVE, group, -1))
                .and(fell("accuracy" + of, OutcomeRate.ACCURACY, group, 1));
      }
    }
    return worst.and(calibrated());
  }

  /**
   * @param sign 1 where more is better, -1 where less is
   */
  private Finding fell(String what, OutcomeRate rate, Members of, int sign) {
    boolean all = what.equals("accuracy");
    double allowed = all ? rules.accuracyDropAtMost() : rules.worseAtMost();
    LinearEstimate was = sample.rate(rate, of, Side.BEFORE, PairedGap.LEAST);
    LinearEstimate is = sample.rate(rate, of, Side.AFTER, PairedGap.LEAST);
    if (was == null || is == null) {
      return all
          ? Finding.notEnough("there are fewer than " + PairedGap.LEAST + " labelled requests")
          : Finding.PASSED; // a group too small to be judged is too small to be compared, too
    }
    if (all) {
      tell(before, "accuracy", was.interval(confidence));
      tell(after, "accuracy", is.interval(confidence));
    }
    IntervalEstimate rise = is.plus(-1, was).times(sign).interval(confidence);
    if (rise.low() >= -allowed) {
      return Finding.PASSED;
    }
    String went =
        "%s changed by %s, allowed is a fall of %s"
            .formatted(what, words(rise), FigureWords.asWritten(allowed));
    return rise.value() < -allowed ? Finding.rejected(went) : Finding.notEnough(went);
  }

  private Finding calibrated() {
    LinearEstimate was = sample.brier(sample.everyone(), Side.BEFORE, PairedGap.LEAST);
    LinearEstimate is = sample.brier(sample.everyone(), Side.AFTER, PairedGap.LEAST);
    if (was == null || is == null) {
      return Finding.PASSED; // a model without probabilities has none that could be wrong
    }
    tell(before, "brier", was.interval(confidence));
    tell(after, "brier", is.interval(confidence));
    IntervalEstimate rise = is.plus(-1, was).interval(confidence);
    return rise.low() > BRIER_RISE
        ? Finding.rejected("the Brier score of its probabilities rose by " + words(rise))
        : Finding.PASSED;
  }

  /** No rule's gap is beyond its tolerance that was not, and surely wider than it was. */
  private Finding unbroken() {
    Finding worst = Finding.PASSED;
    for (FairnessRule rule : policy.fairness()) {
      for (PairedGap gap : PairedGap.of(rule, sample, (attribute, group) -> true)) {
        worst = worst.and(unbroken(gap));
      }
    }
    return worst;
  }

  private Finding unbroken(PairedGap gap) {
    if (gap.before() == null || gap.after() == null) {
      return Finding.PASSED;
    }
    double sign = Math.signum(gap.after().value());
    IntervalEstimate was = gap.before().times(sign).interval(confidence);
    IntervalEstimate is = gap.after().times(sign).interval(confidence);
    IntervalEstimate wider = gap.after().plus(-1, gap.before()).times(sign).interval(confidence);
    boolean broken =
        was.value() <= gap.tolerance() && is.low() > gap.tolerance() && wider.low() > 0;
    return broken
        ? Finding.rejected(
            "%s is newly beyond %s: from %s to %s"
                .formatted(gap.what(), FigureWords.figure(gap.tolerance()), words(was), words(is)))
        : Finding.PASSED;
  }

  private static void tell(Map<String, Double> figures, String name, IntervalEstimate estimate) {
    figures.put(name, estimate.value() + 0.0); // no gap has no sign
    figures.put(name + "_low", estimate.low() + 0.0);
    figures.put(name + "_high", estimate.high() + 0.0);
  }

  private static String words(IntervalEstimate estimate) {
    return FigureWords.gap(estimate.value())
        + " ("
        + FigureWords.gap(estimate.low())
        + " to "
        + FigureWords.gap(estimate.high())
        + ")";
  }
}
