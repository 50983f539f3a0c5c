package dev.plumbline.stage.measure.drift;

import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.SignalHistogram;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.drift.MovingReference;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drift of each signal against the reference, for everyone and for each group. Drift is reported
 * only when the effect and the p-value both speak: large samples make any p-value small, and small
 * ones make any effect large.
 *
 * <p>The p-value must be below {@link #LEVEL} divided by the number of comparisons that the window
 * has enough records for (Bonferroni): the chance that a window without any drift reports one is at
 * most the level, however many signals and groups the policy has.
 */
public final class DriftCalculator {

  /** For the whole window. */
  static final double LEVEL = 0.01;

  private final Policy policy;
  private final @Nullable SignalHistograms baseline;

  public DriftCalculator(Policy policy) {
    this.policy = policy;
    DriftBaseline file = policy.drift().baseline();
    this.baseline = file == null ? null : SignalHistograms.of(file);
  }

  /**
   * @param first counts of the first period, or of the hours before the window, which are the
   *     reference unless the policy has a baseline; null where they are not known yet
   */
  public List<DriftMeasure> measure(MeasureCounts now, @Nullable MeasureCounts first) {
    return measure(
        now.groups().values(),
        SignalHistograms.of(now),
        first == null ? null : SignalHistograms.of(first));
  }

  /**
   * @param groups the window's groups
   */
  public List<DriftMeasure> measure(
      Collection<GroupCounts> groups, SignalHistograms now, @Nullable SignalHistograms first) {
    SignalHistograms reference = baseline == null ? first : baseline;
    long minimum = policy.groups().minimumSize();
    List<DriftComparison> comparisons =
        DriftPopulation.of(policy, groups).stream()
            .map(of -> DriftComparison.of(of, now, reference, minimum, absent()))
            .toList();
    long tests = comparisons.stream().filter(DriftComparison::tested).count();
    double level = LEVEL / Math.max(1, tests);
    return comparisons.stream().map(comparison -> comparison.measure(level)).toList();
  }

  /** Why there is no reference. */
  private String absent() {
    MovingReference moving = policy.drift().moving();
    if (moving == null) {
      return "the reference period has not closed yet";
    }
    return moving.kind() == MovingReference.Kind.SEASONAL
        ? "the same hours of an earlier season (%s) are not known yet".formatted(moving.length())
        : "no hour of the %s before is known yet".formatted(moving.length());
  }

  /**
   * What everyone's records of the window were, bounded for readers.
   *
   * @param first as for {@link #measure}
   */
  public List<SignalHistogram> histograms(MeasureCounts now, @Nullable MeasureCounts first) {
    SignalHistograms other = first == null ? null : SignalHistograms.of(first);
    return WindowHistograms.of(policy, now, baseline == null ? other : baseline);
  }
}
