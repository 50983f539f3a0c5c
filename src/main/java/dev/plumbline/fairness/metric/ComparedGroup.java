package dev.plumbline.fairness.metric;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.TheilIndex;
import java.util.List;

/** One side of a comparison: a group's people and their scores. */
public record ComparedGroup(GroupCounts counts, ScoreSums scores) {

  /** The group of everyone outside of a group. */
  static final String REST = "everyone else";

  public static ComparedGroup none(String attribute, String group) {
    return new ComparedGroup(GroupCounts.none(attribute, group), ScoreSums.NONE);
  }

  /** Everyone of the attribute outside of the group. */
  public static ComparedGroup rest(ComparedGroup group, List<ComparedGroup> all) {
    ComparedGroup rest = none(group.counts.attribute(), REST);
    for (ComparedGroup other : all) {
      if (!other.is(group)) {
        rest = new ComparedGroup(rest.counts.merge(other.counts), rest.scores.merge(other.scores));
      }
    }
    return rest;
  }

  public String group() {
    return counts.group();
  }

  public boolean is(ComparedGroup other) {
    return group().equals(other.group());
  }

  /** As sentences name it. */
  public String name() {
    if (counts.attribute().equals(GroupCounts.ALL)) {
      return "everyone";
    }
    return group().equals(REST) ? REST : counts.attribute() + "=" + group();
  }

  BinomialProportion proportion(OutcomeRate rate) {
    return new BinomialProportion(rate.successes(counts), rate.trials(counts));
  }

  TheilIndex theil() {
    return new TheilIndex(counts.falseNegatives(), counts.falsePositives(), counts.labelled());
  }
}
