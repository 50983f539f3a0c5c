package dev.plumbline.stage.alert.score;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.FlipCount;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.OutcomeRate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * What the bias score is told from over several panes. Groups are compared within each pane, so
 * that a day whose hours differ both in who comes and in what is decided makes no gap.
 *
 * @param attributes group to its sums, by attribute
 * @param flips probes by attribute
 */
public record BiasSums(
    Map<String, Map<String, GroupSums>> attributes, Map<String, FlipCount> flips) {

  static final BiasSums NONE = new BiasSums(Map.of(), Map.of());

  /**
   * @param compared attributes that count
   */
  static BiasSums pane(PaneCounts pane, Collection<String> compared) {
    Map<String, Map<String, GroupSums>> attributes = new TreeMap<>();
    for (String attribute : compared) {
      List<GroupCounts> groups =
          pane.groups().stream().filter(group -> group.attribute().equals(attribute)).toList();
      if (!groups.isEmpty()) {
        Map<String, GroupSums> sums = new LinkedHashMap<>();
        for (GroupCounts group : groups) {
          sums.put(
              group.group(),
              new GroupSums(
                  group.requests(),
                  rate(OutcomeRate.SELECTION, group, groups),
                  rate(OutcomeRate.TRUE_POSITIVE, group, groups),
                  rate(OutcomeRate.FALSE_POSITIVE, group, groups)));
        }
        attributes.put(attribute, sums);
      }
    }
    return new BiasSums(attributes, pane.counterfactuals());
  }

  private static RateSums rate(OutcomeRate rate, GroupCounts group, List<GroupCounts> groups) {
    long trials = rate.trials(group);
    long of = groups.stream().mapToLong(rate::trials).sum();
    // Corrections may leave a pane with fewer than none; a group alone is compared with nobody.
    if (trials <= 0 || of <= trials) {
      return RateSums.NONE;
    }
    long all = groups.stream().mapToLong(rate::successes).sum();
    return RateSums.pane(rate.successes(group), trials, all, of);
  }

  BiasSums plus(BiasSums other) {
    return new BiasSums(
        merged(attributes, other.attributes, (a, b) -> merged(a, b, GroupSums::plus)),
        merged(flips, other.flips, FlipCount::plus));
  }

  private static <V> Map<String, V> merged(
      Map<String, V> mine, Map<String, V> theirs, BinaryOperator<V> sum) {
    Map<String, V> merged = new TreeMap<>(mine);
    theirs.forEach((key, value) -> merged.merge(key, value, sum));
    return merged;
  }
}
