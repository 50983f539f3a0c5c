package dev.plumbline.stage.alert.tally;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.evidence.MeanContrast;
import dev.plumbline.stage.alert.evidence.PaneMeans;
import dev.plumbline.stage.alert.evidence.RateContrast;

/**
 * What a rule tolerates, read of estimates: the same contrasts that its pages are decided by, so
 * that a gap in any of several rates, an average of them, a ratio and a gap of means are what they
 * are there. Of a rule with levels the gap is judged without them.
 *
 * @param rule as it judges the group
 */
public record ToleratedGap(FairnessRule rule) {

  /**
   * Whether the estimates of a tally are beyond it; a rate that nobody is counted in says nothing.
   */
  public boolean exceededBy(GroupTally tally) {
    return GapContrast.of(new FairnessRule(rule.metric(), rule.tolerance())).stream()
        .anyMatch(contrast -> exceeded(contrast, tally));
  }

  private static boolean exceeded(GapContrast contrast, GroupTally tally) {
    if (contrast instanceof MeanContrast of) {
      PaneMeans means = tally.means(of.mean());
      double gap = means.mean(of.mean()) - means.referenceMean(of.mean());
      return of.sign() * gap > of.tolerance();
    }
    RateContrast rates = (RateContrast) contrast;
    return value(rates, tally) > rates.delta();
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
