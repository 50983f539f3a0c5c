package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.stage.alert.evidence.RateContrast;

/**
 * What a rule tolerates, read of estimates: the same contrasts of rates that its pages are decided
 * by, so that a gap in any of several rates, an average of them and a ratio mean what they mean
 * there. Of a rule with levels the gap is judged without them.
 *
 * @param rule as it judges the group
 */
record ToleratedGap(FairnessRule rule) {

  /** Whether the estimates of a tally are beyond it; a rate that nobody is counted in says nothing. */
  boolean exceededBy(GroupTally tally) {
    return RateContrast.of(new FairnessRule(rule.metric(), rule.tolerance())).stream()
        .anyMatch(contrast -> value(contrast, tally) > contrast.delta());
  }

  /** Not a number when a rate is unknown. */
  private static double value(RateContrast contrast, GroupTally tally) {
    double sum = 0;
    for (RateContrast.Term term : contrast.terms()) {
      GroupCounts counts = term.ofGroup() ? tally.group() : tally.reference();
      sum += term.weight() * term.rate().successes(counts) / term.rate().trials(counts);
    }
    return sum;
  }
}
