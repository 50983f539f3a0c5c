package dev.plumbline.fairness.metric;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.OutcomeRate;
import java.util.function.ToLongFunction;

/**
 * A share of a group's requests.
 *
 * @param successes among the trials
 * @param trials requests that could succeed
 */
public record GroupRate(ToLongFunction<GroupCounts> successes, ToLongFunction<GroupCounts> trials) {

  static final GroupRate FALSE_NEGATIVES =
      new GroupRate(GroupCounts::falseNegatives, GroupCounts::labelled);
  static final GroupRate FALSE_POSITIVES =
      new GroupRate(GroupCounts::falsePositives, GroupCounts::labelled);

  public static GroupRate of(OutcomeRate rate) {
    return new GroupRate(rate::successes, rate::trials);
  }
}
