package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.Rate;
import dev.plumbline.stage.measure.statistics.Estimate;
import dev.plumbline.stage.measure.statistics.Proportion;
import org.jspecify.annotations.Nullable;

/**
 * One metric between a group and another.
 *
 * @param rate the rate compared; for equalized odds the one with the larger absolute difference
 * @param estimate null without enough evidence
 */
record Gap(Rate rate, Proportion mine, Proportion theirs, @Nullable Estimate estimate) {

  static Gap of(FairnessMetric metric, GroupCounts group, GroupCounts reference, long minimumSize) {
    return switch (metric) {
      case DEMOGRAPHIC_PARITY_DIFFERENCE ->
          difference(Rate.SELECTION, group, reference, minimumSize);
      case DISPARATE_IMPACT_RATIO -> ratio(group, reference, minimumSize);
      case EQUAL_OPPORTUNITY_DIFFERENCE ->
          difference(Rate.TRUE_POSITIVE, group, reference, minimumSize);
      case EQUALIZED_ODDS_DIFFERENCE ->
          larger(
              difference(Rate.TRUE_POSITIVE, group, reference, minimumSize),
              difference(Rate.FALSE_POSITIVE, group, reference, minimumSize));
    };
  }

  static Gap difference(Rate rate, GroupCounts group, GroupCounts reference, long minimumSize) {
    Proportion mine = proportion(rate, group);
    Proportion theirs = proportion(rate, reference);
    boolean enough = enough(rate, group, reference, minimumSize);
    return new Gap(rate, mine, theirs, enough ? mine.minus(theirs) : null);
  }

  private static Gap ratio(GroupCounts group, GroupCounts reference, long minimumSize) {
    Proportion mine = proportion(Rate.SELECTION, group);
    Proportion theirs = proportion(Rate.SELECTION, reference);
    boolean enough =
        enough(Rate.SELECTION, group, reference, minimumSize) && theirs.successes() > 0;
    return new Gap(Rate.SELECTION, mine, theirs, enough ? mine.over(theirs) : null);
  }

  static Proportion proportion(Rate rate, GroupCounts group) {
    return new Proportion(rate.successes(group), rate.trials(group));
  }

  private static boolean enough(
      Rate rate, GroupCounts group, GroupCounts reference, long minimumSize) {
    return rate.people(group) >= minimumSize
        && rate.people(reference) >= minimumSize
        && proportion(rate, group).known()
        && proportion(rate, reference).known();
  }

  /** Both rates must be known: equalized odds says something about both. */
  private static Gap larger(Gap a, Gap b) {
    if (a.estimate == null || b.estimate == null) {
      return a.estimate == null ? a : b;
    }
    return Math.abs(a.estimate.value()) >= Math.abs(b.estimate.value()) ? a : b;
  }
}
