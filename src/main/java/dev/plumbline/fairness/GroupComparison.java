package dev.plumbline.fairness;

import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.GroupMetric;
import dev.plumbline.fairness.metric.GroupMetric.Against;
import dev.plumbline.fairness.metric.MetricRequirement;
import dev.plumbline.policy.Tolerance;
import dev.plumbline.policy.group.ReferenceGroups;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One metric over the groups of one attribute.
 *
 * @param groups sorted by name
 * @param minimum of how many requests a figure must be, on each side
 */
record GroupComparison(
    GroupMetric metric, Tolerance tolerance, List<ComparedGroup> groups, long minimum) {

  /**
   * Every group against its reference: the declared one, or everyone outside of the group.
   *
   * @param declared the policy's reference group, which is not compared with itself
   */
  List<GroupGap> references(String attribute, @Nullable String declared) {
    Map<String, ComparedGroup> byName = new LinkedHashMap<>();
    groups.forEach(group -> byName.put(group.group(), group));
    ReferenceGroups<ComparedGroup> references =
        new ReferenceGroups<>(
            declared, byName, (name, several) -> ComparedGroup.joined(attribute, name, several));
    List<GroupGap> gaps = new ArrayList<>();
    for (ComparedGroup group : groups) {
      ComparedGroup other =
          switch (metric.against()) {
            case NOBODY -> group;
            case REST -> references.rest(group.group());
            case REFERENCE -> references.reference(group.group());
          };
      if (other != null) {
        gaps.add(between(group, other));
      }
    }
    return gaps;
  }

  GroupGap between(ComparedGroup group, ComparedGroup other) {
    String missing = missing(group, other);
    IntervalEstimate estimate =
        missing.isEmpty() ? metric.estimate(group, other, ConfidenceLevel.USUAL) : null;
    return new GroupGap(group, other, estimate, missing);
  }

  /** The first need that is not met, in words; empty when all are. */
  private String missing(ComparedGroup group, ComparedGroup other) {
    Stream<String> mine =
        metric.needs().stream().map(need -> need.missing(group, minimum)).filter(Objects::nonNull);
    Stream<String> theirs =
        metric.against() == Against.NOBODY
            ? Stream.of()
            : metric.needsOfOther().stream()
                .map(need -> need.missing(other, minimum))
                .filter(Objects::nonNull);
    return Stream.concat(mine, theirs).findFirst().orElse("");
  }

  /**
   * The worst of all pairs; null when there is none. Its interval is for the worst of the true
   * figures, whichever pair's that is: the intervals of all pairs hold at once (Bonferroni), and it
   * spans from the worst of their lower to the worst of their upper ends. So it is fair only when
   * every pair is.
   */
  @Nullable GroupGap worst() {
    List<GroupGap> pairs = metric.against() == Against.NOBODY ? each() : pairs();
    if (pairs.isEmpty()) {
      return null;
    }
    GroupGap worst = pairs.get(0);
    GroupGap best = worst;
    IntervalEstimate all = figure(worst);
    for (GroupGap pair : pairs) {
      double value = figure(pair).value();
      if (worse(value, figure(worst).value()) != figure(worst).value()) {
        worst = pair;
      }
      if (worse(value, figure(best).value()) != value) {
        best = pair;
      }
      all = worse(figure(pair), all);
    }
    boolean own = metric.against() == Against.NOBODY;
    return new GroupGap(worst.group(), own ? best.group() : worst.other(), possible(all), "");
  }

  private static IntervalEstimate figure(GroupGap gap) {
    return Objects.requireNonNull(gap.estimate());
  }

  private IntervalEstimate worse(IntervalEstimate a, IntervalEstimate b) {
    return tolerance.smallIsWorse() ? a.smallest(b) : a.largest(b);
  }

  private double worse(double a, double b) {
    return tolerance.smallIsWorse() ? Math.min(a, b) : Math.max(a, b);
  }

  /** A maximum minus a minimum is not negative, a minimum over a maximum not above 1. */
  private IntervalEstimate possible(IntervalEstimate worst) {
    return switch (tolerance) {
      case LARGEST_DIFFERENCE ->
          new IntervalEstimate(worst.value(), Math.max(0, worst.low()), worst.high());
      case SMALLEST_RATIO ->
          new IntervalEstimate(worst.value(), worst.low(), Math.min(1, worst.high()));
      case SMALLEST_VALUE, LARGEST_VALUE -> worst;
    };
  }

  /** Both orders of any two groups that can be compared. */
  private List<GroupGap> pairs() {
    List<ComparedGroup> mine = groups.stream().filter(side -> met(metric.needs(), side)).toList();
    List<ComparedGroup> theirs =
        groups.stream().filter(side -> met(metric.needsOfOther(), side)).toList();
    int many = mine.size() * Math.max(1, mine.size() - 1);
    ConfidenceLevel each =
        ConfidenceLevel.USUAL.sharedBy(metric.against() == Against.REST ? many : many / 2);
    List<GroupGap> pairs = new ArrayList<>();
    for (ComparedGroup a : mine) {
      for (ComparedGroup b : theirs) {
        if (!a.is(b)) {
          pairs.add(new GroupGap(a, b, metric.estimate(a, b, each), ""));
        }
      }
    }
    return pairs;
  }

  /** Every group's own figure; none when there is nothing to be worse than. */
  private List<GroupGap> each() {
    List<ComparedGroup> able = groups.stream().filter(side -> met(metric.needs(), side)).toList();
    if (able.size() < 2) {
      return List.of();
    }
    ConfidenceLevel each = ConfidenceLevel.USUAL.sharedBy(able.size());
    List<GroupGap> gaps = new ArrayList<>();
    for (ComparedGroup group : able) {
      gaps.add(new GroupGap(group, group, metric.estimate(group, group, each), ""));
    }
    return gaps;
  }

  private boolean met(List<MetricRequirement> needs, ComparedGroup side) {
    return needs.stream().allMatch(need -> need.met(side, minimum));
  }

  /** Groups that cannot be in any pair. */
  List<ComparedGroup> leftOut() {
    return groups.stream()
        .filter(side -> !met(metric.needs(), side) && !met(metric.needsOfOther(), side))
        .toList();
  }
}
