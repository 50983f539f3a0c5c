package dev.plumbline.fairness.metric;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.GroupNames;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.ReferenceGroups;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.TheilIndex;
import java.util.List;

/**
 * One side of a comparison: a group's requests and their scores.
 *
 * @param rest whether it is everyone outside of a group; a group of that name may exist too
 */
public record ComparedGroup(GroupCounts counts, ScoreSums scores, boolean rest) {

  public ComparedGroup(GroupCounts counts, ScoreSums scores) {
    this(counts, scores, false);
  }

  public static ComparedGroup none(String attribute, String group) {
    return new ComparedGroup(GroupCounts.none(attribute, group), ScoreSums.NONE);
  }

  /** Several groups of one attribute together. */
  public static ComparedGroup joined(String attribute, String name, List<ComparedGroup> several) {
    ComparedGroup none =
        new ComparedGroup(
            GroupCounts.none(attribute, name), ScoreSums.NONE, name.equals(ReferenceGroups.REST));
    return several.stream().reduce(none, ComparedGroup::merge);
  }

  private ComparedGroup merge(ComparedGroup other) {
    return new ComparedGroup(counts.merge(other.counts), scores.merge(other.scores), rest);
  }

  public String group() {
    return counts.group();
  }

  public boolean is(ComparedGroup other) {
    return rest == other.rest && group().equals(other.group());
  }

  /** As sentences name it. */
  public String name() {
    if (counts.attribute().equals(GroupCounts.ALL)) {
      return "everyone";
    }
    return rest ? group() : counts.attribute() + "=" + GroupNames.words(group());
  }

  BinomialProportion proportion(OutcomeRate rate) {
    return new BinomialProportion(rate.successes(counts), rate.trials(counts));
  }

  TheilIndex theil() {
    return new TheilIndex(counts.falseNegatives(), counts.falsePositives(), counts.labelled());
  }
}
