package dev.plumbline.fairness;

import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.AcceptedTolerance;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.group.AcceptedGap;
import dev.plumbline.statistics.FigureWords;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
            : rule.metric()
                .tolerance()
                .verdict(
                    gap.gap(),
                    Objects.requireNonNullElse(measure.low(), Double.NEGATIVE_INFINITY),
                    Objects.requireNonNullElse(measure.high(), Double.POSITIVE_INFINITY));
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
}
