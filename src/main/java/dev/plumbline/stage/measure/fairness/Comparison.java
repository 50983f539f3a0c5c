package dev.plumbline.stage.measure.fairness;

import dev.plumbline.policy.Tolerance;
import dev.plumbline.stage.measure.fairness.Metric.Against;
import dev.plumbline.stage.measure.statistics.Confidence;
import dev.plumbline.stage.measure.statistics.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One metric over the groups of one attribute.
 *
 * @param groups sorted by name
 * @param minimumSize people below which a group is not enough evidence
 */
record Comparison(Metric metric, Tolerance tolerance, List<Side> groups, long minimumSize) {

  /**
   * Every group against its reference: the declared one, or everyone outside of the group.
   *
   * @param declared the policy's reference group, which is not compared with itself
   */
  List<Gap> references(@Nullable String declared) {
    List<Gap> gaps = new ArrayList<>();
    for (Side group : groups) {
      if (metric.against() == Against.NOBODY) {
        gaps.add(between(group, group));
      } else if (metric.against() == Against.REST || declared == null) {
        gaps.add(between(group, Side.rest(group, groups)));
      } else if (!group.group().equals(declared)) {
        gaps.add(between(group, find(group.counts().attribute(), declared)));
      }
    }
    return gaps;
  }

  private Side find(String attribute, String name) {
    return groups.stream()
        .filter(group -> group.group().equals(name))
        .findFirst()
        .orElseGet(() -> Side.none(attribute, name));
  }

  Gap between(Side group, Side other) {
    String missing = missing(group, other);
    Estimate estimate = missing.isEmpty() ? metric.estimate(group, other, Confidence.USUAL) : null;
    return new Gap(group, other, estimate, missing);
  }

  /** The first need that is not met, in words; empty when all are. */
  private String missing(Side group, Side other) {
    Stream<String> mine =
        metric.needs().stream()
            .map(need -> need.missing(group, minimumSize))
            .filter(Objects::nonNull);
    Stream<String> theirs =
        metric.against() == Against.NOBODY
            ? Stream.of()
            : metric.needsOfOther().stream()
                .map(need -> need.missing(other, minimumSize))
                .filter(Objects::nonNull);
    return Stream.concat(mine, theirs).findFirst().orElse("");
  }

  /**
   * The worst of all pairs; null when there is none. Its interval is for the worst of the true
   * figures, whichever pair's that is: the intervals of all pairs hold at once (Bonferroni), and it
   * spans from the worst of their lower to the worst of their upper ends. So it is fair only when
   * every pair is.
   */
  @Nullable Gap worst() {
    List<Gap> pairs = metric.against() == Against.NOBODY ? each() : pairs();
    if (pairs.isEmpty()) {
      return null;
    }
    Gap worst = pairs.get(0);
    Gap best = worst;
    Estimate all = figure(worst);
    for (Gap pair : pairs) {
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
    return new Gap(worst.group(), own ? best.group() : worst.other(), possible(all), "");
  }

  private static Estimate figure(Gap gap) {
    return Objects.requireNonNull(gap.estimate());
  }

  private Estimate worse(Estimate a, Estimate b) {
    return tolerance.smallIsWorse() ? a.smallest(b) : a.largest(b);
  }

  private double worse(double a, double b) {
    return tolerance.smallIsWorse() ? Math.min(a, b) : Math.max(a, b);
  }

  /** A maximum minus a minimum is not negative, a minimum over a maximum not above 1. */
  private Estimate possible(Estimate worst) {
    return switch (tolerance) {
      case LARGEST_DIFFERENCE ->
          new Estimate(worst.value(), Math.max(0, worst.low()), worst.high());
      case SMALLEST_RATIO -> new Estimate(worst.value(), worst.low(), Math.min(1, worst.high()));
      case SMALLEST_VALUE, LARGEST_VALUE -> worst;
    };
  }

  /** Both orders of any two groups that can be compared. */
  private List<Gap> pairs() {
    List<Side> mine = groups.stream().filter(side -> met(metric.needs(), side)).toList();
    List<Side> theirs = groups.stream().filter(side -> met(metric.needsOfOther(), side)).toList();
    int many = mine.size() * Math.max(1, mine.size() - 1);
    Confidence each = Confidence.USUAL.sharedBy(metric.against() == Against.REST ? many : many / 2);
    List<Gap> pairs = new ArrayList<>();
    for (Side a : mine) {
      for (Side b : theirs) {
        if (!a.is(b)) {
          pairs.add(new Gap(a, b, metric.estimate(a, b, each), ""));
        }
      }
    }
    return pairs;
  }

  /** Every group's own figure; none when there is nothing to be worse than. */
  private List<Gap> each() {
    List<Side> able = groups.stream().filter(side -> met(metric.needs(), side)).toList();
    if (able.size() < 2) {
      return List.of();
    }
    Confidence each = Confidence.USUAL.sharedBy(able.size());
    List<Gap> gaps = new ArrayList<>();
    for (Side group : able) {
      gaps.add(new Gap(group, group, metric.estimate(group, group, each), ""));
    }
    return gaps;
  }

  private boolean met(List<Need> needs, Side side) {
    return needs.stream().allMatch(need -> need.met(side, minimumSize));
  }

  /** Groups that cannot be in any pair. */
  List<Side> leftOut() {
    return groups.stream()
        .filter(side -> !met(metric.needs(), side) && !met(metric.needsOfOther(), side))
        .toList();
  }
}
