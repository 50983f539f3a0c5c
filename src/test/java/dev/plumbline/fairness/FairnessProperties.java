package dev.plumbline.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.GroupMetric;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.Tolerance;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws that hold for any people. */
class FairnessProperties {

  @Provide
  Arbitrary<FairnessMetric> comparing() {
    return Arbitraries.of(FairnessMetric.class)
        .filter(metric -> metric != FairnessMetric.REPRESENTATION);
  }

  @Provide
  Arbitrary<FairnessMetric> differences() {
    return comparing().filter(metric -> metric.tolerance() == Tolerance.LARGEST_DIFFERENCE);
  }

  @Property(tries = 200)
  void shouldTurnAroundWhenTheSidesOfADifferenceAreSwapped(
      @ForAll("differences") FairnessMetric metric, @ForAll long seed) {
    // Given
    List<ComparedGroup> sides = sides(2, seed);
    GroupMetric reading = GroupMetric.of(metric);
    // When
    IntervalEstimate one = reading.estimate(sides.get(0), sides.get(1), ConfidenceLevel.USUAL);
    IntervalEstimate other = reading.estimate(sides.get(1), sides.get(0), ConfidenceLevel.USUAL);
    // Then
    if (Math.abs(one.value()) > 1e-12) { // of two equal gaps either sign is right
      assertThat(one.value()).isCloseTo(-other.value(), within(1e-12));
      assertThat(one.low()).isCloseTo(-other.high(), within(1e-12));
      assertThat(one.high()).isCloseTo(-other.low(), within(1e-12));
    }
  }

  @Property(tries = 200)
  void shouldBeTheWorstOfAllPairsAndSpanTheirIntervals(
      @ForAll("comparing") FairnessMetric metric, @ForAll long seed) {
    // Given
    GroupComparison comparison =
        new GroupComparison(GroupMetric.of(metric), metric.tolerance(), sides(4, seed), 1);
    // When
    IntervalEstimate worst = comparison.worst().estimate();
    // Then
    boolean small = metric.tolerance().smallIsWorse();
    boolean own = comparison.metric().against() == GroupMetric.Against.NOBODY;
    for (ComparedGroup a : comparison.groups()) {
      for (ComparedGroup b : comparison.groups()) {
        if (own || !a.is(b)) {
          IntervalEstimate pair = comparison.between(a, own ? a : b).estimate();
          // No pair is worse, and being sure of all at once is being less sure of each.
          assertThat(small ? pair.value() : -pair.value())
              .isGreaterThanOrEqualTo(small ? worst.value() : -worst.value());
          assertThat(small ? pair.low() : -pair.high())
              .isGreaterThanOrEqualTo((small ? worst.low() : -worst.high()) - 1e-12);
        }
      }
    }
  }

  @Property(tries = 100)
  void shouldComeToTheSameWhenPeopleAreMergedInAnyOrder(@ForAll long seed) {
    // Given
    List<ComparedGroup> parts = sides(4, seed);
    ComparedGroup from =
        merged(parts.get(0), merged(parts.get(1), merged(parts.get(2), parts.get(3))));
    ComparedGroup to =
        merged(merged(parts.get(3), parts.get(2)), merged(parts.get(1), parts.get(0)));
    ComparedGroup other = sides(1, ~seed).get(0);
    for (FairnessMetric metric : FairnessMetric.values()) {
      if (metric != FairnessMetric.REPRESENTATION) {
        // When, Then
        assertThat(GroupMetric.of(metric).estimate(from, other, ConfidenceLevel.USUAL))
            .isEqualTo(GroupMetric.of(metric).estimate(to, other, ConfidenceLevel.USUAL));
      }
    }
  }

  private static ComparedGroup merged(ComparedGroup a, ComparedGroup b) {
    return new ComparedGroup(a.counts().merge(b.counts()), a.scores().merge(b.scores()));
  }

  /** Large enough for every metric to say something. */
  private static List<ComparedGroup> sides(int many, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ComparedGroup> sides = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      double shift = random.nextDouble(-0.2, 0.2);
      sides.add(FairnessFixtures.calibrated("g" + i, random.nextInt(200, 600), shift, random));
    }
    return sides;
  }
}
