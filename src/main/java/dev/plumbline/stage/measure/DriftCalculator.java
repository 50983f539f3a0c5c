package dev.plumbline.stage.measure;

import dev.plumbline.event.DriftMeasure;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Baseline;
import dev.plumbline.policy.Policy;
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
    List<Comparison> comparisons =
        Subject.of(policy, groups).stream()
            .map(of -> Comparison.of(of, now, reference, policy.groups().minimumSize()))
            .toList();
    long tests = comparisons.stream().filter(Comparison::tested).count();
    double level = LEVEL / Math.max(1, tests);
    return comparisons.stream().map(comparison -> comparison.measure(level)).toList();
  }
}
