package dev.plumbline.stage.measure.fairness;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Rate;
import dev.plumbline.stage.measure.statistics.Proportion;
import dev.plumbline.stage.measure.statistics.TheilIndex;
import java.util.List;

/** One side of a comparison: a group's people and their scores. */
public record Side(GroupCounts counts, ScoreSums scores) {

  /** The group of everyone outside of a group. */
  static final String REST = "everyone else";

  static Side none(String attribute, String group) {
    return new Side(GroupCounts.none(attribute, group), ScoreSums.NONE);
  }

  /** Everyone of the attribute outside of the group. */
  static Side rest(Side group, List<Side> all) {
    Side rest = none(group.counts.attribute(), REST);
    for (Side other : all) {
      if (!other.is(group)) {
        rest = new Side(rest.counts.merge(other.counts), rest.scores.merge(other.scores));
      }
    }
    return rest;
  }

  String group() {
    return counts.group();
  }

  boolean is(Side other) {
    return group().equals(other.group());
  }

  /** As sentences name it. */
  String name() {
    if (counts.attribute().equals(GroupCounts.ALL)) {
      return "everyone";
    }
    return group().equals(REST) ? REST : counts.attribute() + "=" + group();
  }

  Proportion proportion(Rate rate) {
    return new Proportion(rate.successes(counts), rate.trials(counts));
  }

  TheilIndex theil() {
    return new TheilIndex(counts.falseNegatives(), counts.falsePositives(), counts.labelled());
  }
}
