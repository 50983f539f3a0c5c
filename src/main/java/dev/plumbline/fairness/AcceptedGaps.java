package dev.plumbline.fairness;

import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.AcceptedTolerance;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.policy.AcceptedGap;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Tolerance;
import dev.plumbline.statistics.FigureWords;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Judges groups with a known standing gap by what the policy accepts of them, and says so. */
public final class AcceptedGaps {

  private final Map<String, FairnessRule> rules = new HashMap<>();

  public AcceptedGaps(List<FairnessRule> rules) {
    rules.stream()
        .filter(rule -> !rule.accepted().isEmpty())
        .forEach(rule -> this.rules.put(rule.label(), rule));
  }

  /**
   * @param at event time that the measures are of
   */
  public List<FairnessMeasure> judge(List<FairnessMeasure> measures, Instant at) {
    return rules.isEmpty()
        ? measures
        : measures.stream().map(measure -> judge(measure, at)).toList();
  }

  private FairnessMeasure judge(FairnessMeasure measure, Instant at) {
    FairnessRule rule = rules.get(measure.metric());
    AcceptedGap gap =
        rule == null || measure.comparison() != FairnessMeasure.Comparison.REFERENCE
            ? null
            : rule.acceptedFor(measure.attribute(), measure.group(), at);
    if (rule == null || gap == null) {
      return measure;
    }
    Verdict verdict =
        measure.value() == null
            ? measure.verdict()
            : verdict(rule.metric().tolerance(), gap.gap(), measure.low(), measure.high());
    String sentence =
        "%s Accepted up to %s until %s (%s)%s"
            .formatted(
                measure.sentence(),
                FigureWords.asWritten(gap.gap()),
                gap.until(),
                gap.why(),
                verdict == Verdict.UNFAIR ? ": it is beyond that too." : ".");
    return measure.accepted(
        new AcceptedTolerance(gap.gap(), gap.until(), gap.why()), verdict, sentence);
  }

  private static Verdict verdict(
      Tolerance meaning, double tolerance, @Nullable Double low, @Nullable Double high) {
    double from = Objects.requireNonNullElse(low, Double.NEGATIVE_INFINITY);
    double to = Objects.requireNonNullElse(high, Double.POSITIVE_INFINITY);
    if (meaning.fair(tolerance, from, to)) {
      return Verdict.FAIR;
    }
    return meaning.unfair(tolerance, from, to) ? Verdict.UNFAIR : Verdict.NOT_ENOUGH_EVIDENCE;
  }
}
