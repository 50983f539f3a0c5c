package dev.plumbline.stage.measure;

import dev.plumbline.event.DriftMeasure;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Baseline;
import dev.plumbline.policy.Drift;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drift of each signal against the frozen reference, for everyone and for each group. Drift is
 * reported only when the effect and the p-value both speak: large samples make any p-value small,
 * and small ones make any effect large.
 *
 * <p>The p-value must be below {@link #LEVEL} divided by the number of comparisons that the window
 * has enough records for (Bonferroni): the chance that a window without any drift reports one is at
 * most the level, however many signals and groups the policy has.
 */
final class DriftCalculator {

  /** For the whole window. */
  static final double LEVEL = 0.01;

  private final Policy policy;
  private final @Nullable Distributions baseline;

  DriftCalculator(Policy policy) {
    this.policy = policy;
    Baseline file = policy.drift().baseline();
    this.baseline = file == null ? null : Distributions.of(file);
  }

  /**
   * @param first counts of the first period, which is the reference unless the policy has a
   *     baseline; null before it has closed
   */
  List<DriftMeasure> measure(Counts now, @Nullable Counts first) {
    return measure(
        now.groups().values(),
        Distributions.of(now),
        first == null ? null : Distributions.of(first));
  }

  /**
   * @param groups the window's groups
   */
  List<DriftMeasure> measure(
      Collection<GroupCounts> groups, Distributions now, @Nullable Distributions first) {
    Distributions reference = baseline == null ? first : baseline;
    List<Comparison> comparisons = new ArrayList<>();
    for (Drift.SignalRule rule : policy.drift().signals()) {
      for (GroupCounts of : subjects(rule, policy, groups)) {
        comparisons.add(compare(rule, of, now, reference));
      }
    }
    long tests = comparisons.stream().filter(Comparison::tested).count();
    double level = LEVEL / Math.max(1, tests);
    return comparisons.stream().map(comparison -> comparison.measure(level)).toList();
  }

  private Comparison compare(
      Drift.SignalRule rule, GroupCounts of, Distributions now, @Nullable Distributions reference) {
    Signal signal = rule.signal();
    return Comparison.of(
        rule,
        of.attribute(),
        of.group(),
        now.of(signal, of.attribute(), of.group()),
        reference == null ? null : reference.of(signal, of.attribute(), of.group()),
        policy.groups().minimumSize());
  }

  /** Whom the rule is about, by name only: everyone, groups, or for shares the attributes. */
  static List<GroupCounts> subjects(
      Drift.SignalRule rule, Policy policy, Collection<GroupCounts> groups) {
    if (rule.signal().kind() == Signal.Kind.GROUP_SHARE) {
      return policy.groups().attributes().keySet().stream()
          .sorted()
          .map(attribute -> GroupCounts.none(attribute, GroupCounts.ALL))
          .toList();
    }
    List<GroupCounts> subjects = new ArrayList<>();
    if (rule.by().all()) {
      subjects.add(GroupCounts.none(GroupCounts.ALL, GroupCounts.ALL));
    }
    if (rule.by().groups()) {
      groups.stream()
          .filter(group -> !group.attribute().equals(GroupCounts.ALL))
          .forEach(subjects::add);
    }
    return subjects;
  }
}
