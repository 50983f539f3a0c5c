package dev.plumbline.fairness;

import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.Tolerance;
import dev.plumbline.statistics.FigureWords;
import dev.plumbline.statistics.IntervalEstimate;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one group, or one attribute's worst pair, before it is judged.
 *
 * @param estimate null without enough evidence
 * @param text the figures in words, or what the evidence lacks; without a full stop
 * @param remark a further sentence, or empty
 */
record FairnessFinding(
    FindingSides sides, @Nullable IntervalEstimate estimate, String text, String remark) {

  /**
   * @param tolerance null when the policy has no rule for the metric
   */
  FairnessMeasure judged(FairnessMetric metric, @Nullable Double tolerance) {
    Verdict verdict = verdict(metric.tolerance(), tolerance);
    return new FairnessMeasure(
        metric.label(),
        sides.attribute(),
        sides.comparison(),
        sides.group().group(),
        sides.reference().group(),
        estimate == null ? null : estimate.value(),
        estimate == null ? null : estimate.low(),
        estimate == null ? null : estimate.high(),
        sides.group().requests(),
        sides.reference().requests(),
        tolerance,
        verdict,
        sentence(verdict, tolerance),
        null,
        worth(sides.group()),
        worth(sides.reference()),
        null);
  }

  /** Null when no subject is known. */
  private static @Nullable Double worth(FindingSide side) {
    return side.clustered() ? side.worth() : null;
  }

  /** Null when there is evidence but nothing to judge it by. */
  private @Nullable Verdict verdict(Tolerance meaning, @Nullable Double tolerance) {
    if (estimate == null) {
      return Verdict.NOT_ENOUGH_EVIDENCE;
    }
    return tolerance == null ? null : meaning.verdict(tolerance, estimate.low(), estimate.high());
  }

  private String sentence(@Nullable Verdict verdict, @Nullable Double tolerance) {
    StringBuilder sentence = new StringBuilder(text);
    if (estimate != null) {
      sentence.append(
          " (95 %% interval %s to %s, %s)"
              .formatted(
                  FigureWords.figure(estimate.low()),
                  FigureWords.figure(estimate.high()),
                  sides.requests()));
    }
    sentence.append('.');
    if (estimate != null && tolerance != null) {
      sentence
          .append(conclusion(verdict))
          .append(FigureWords.asWritten(tolerance))
          .append(closing(verdict));
    }
    return remark.isEmpty() ? sentence.toString() : sentence.append(' ').append(remark).toString();
  }

  private static String conclusion(@Nullable Verdict verdict) {
    return verdict == Verdict.FAIR
        ? " Within the tolerance of "
        : verdict == Verdict.UNFAIR
            ? " Beyond the tolerance of "
            : " Too close to the tolerance of ";
  }

  private static String closing(@Nullable Verdict verdict) {
    return verdict == Verdict.NOT_ENOUGH_EVIDENCE ? " to tell." : ".";
  }
}
