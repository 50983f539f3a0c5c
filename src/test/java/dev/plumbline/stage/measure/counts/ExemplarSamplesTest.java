package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.GroupExemplars;
import dev.plumbline.stage.measure.counts.PaneExemplars.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which ids a pane keeps, and under what. */
class ExemplarSamplesTest {

  private static final GroupCounts GROUP = GroupCounts.none("sex", "f");

  /** {@code src/test/oracles/hash_orders.py}. */
  @Test
  void shouldKeepTheIdsThatTheHashChooses() {
    HashOrders.SAMPLES.forEach(
        each -> {
          BottomKSample sample = BottomKSample.NONE;
          for (String id : each.ids()) {
            sample = sample.plus(id);
          }
          assertThat(sample.ids()).isEqualTo(each.sample());
        });
  }

  @Test
  void shouldKeepAnIdOnceWhenItComesAgain() {
    // Given
    BottomKSample one = BottomKSample.NONE.plus("a");
    // Then
    assertThat(one.plus("a")).isSameAs(one);
    assertThat(one.merge(one).ids()).containsExactly("a");
  }

  @Test
  void shouldShowAnIdUnderItsKindAlone() {
    assertThat(shown(PaneExemplars.NONE.plus(Kind.ADVERSE, "x")))
        .isEqualTo(new GroupExemplars("sex", "f", List.of("x"), List.of(), List.of()));
    assertThat(shown(PaneExemplars.NONE.plus(Kind.FALSE_NEGATIVE, "x")))
        .isEqualTo(new GroupExemplars("sex", "f", List.of(), List.of("x"), List.of()));
    assertThat(shown(PaneExemplars.NONE.plus(Kind.FALSE_POSITIVE, "x")))
        .isEqualTo(new GroupExemplars("sex", "f", List.of(), List.of(), List.of("x")));
  }

  @Test
  void shouldMergeKindByKind() {
    // Given
    PaneExemplars left = CountsFixtures.examples("l");
    PaneExemplars right = CountsFixtures.examples("r");
    // When
    GroupExemplars both = shown(left.merge(right));
    // Then
    assertThat(both.adverse()).containsExactlyInAnyOrder("l-a", "r-a");
    assertThat(both.falseNegatives()).containsExactlyInAnyOrder("l-n", "r-n");
    assertThat(both.falsePositives()).containsExactlyInAnyOrder("l-p", "r-p");
  }

  /** Nearly every id of a long stream changes nothing and must cost nothing. */
  @Test
  void shouldBeTheSameObjectWhenNothingChanges() {
    // Given
    PaneExemplars examples = CountsFixtures.examples("r");
    // Then
    assertThat(examples.merge(PaneExemplars.NONE)).isSameAs(examples);
    assertThat(examples.plus(Kind.ADVERSE, "r-a")).isSameAs(examples);
  }

  @Test
  void shouldAverageByWeightWhenSumsAreMerged() {
    WeightedSum sum = new WeightedSum(3, 4, 1, 5, 2, 9).merge(new WeightedSum(1, 12, 2, 1, 3, 7));
    assertThat(sum).isEqualTo(new WeightedSum(4, 16, 3, 6, 5, 9));
    assertThat(sum.mean()).isEqualTo(0.25);
    assertThat(new WeightedSum(0, 0, 0, 0, 0, 0).mean()).isNaN();
  }

  /**
   * Values 1, 0 and 0.5 with weights 1, 2 and 4: the mean is 3/7, its variance the sum of w^2 (x -
   * 3/7)^2 over 7^2, and the effective number of records 7^2 / 21.
   */
  @Test
  void shouldKnowTheVarianceOfAMeanWhenRecordsWeighDifferently() {
    // Given
    long one = GroupScores.BILLION;
    WeightedSum sum =
        WeightedSum.of(one, one)
            .merge(WeightedSum.of(0, 2 * one))
            .merge(WeightedSum.of(one / 2, 4 * one));
    // Then
    double m = 3 / 7.0;
    double away = (1 - m) * (1 - m) + 4 * m * m + 16 * (0.5 - m) * (0.5 - m);
    assertThat(sum.mean()).isCloseTo(m, within(1e-9));
    assertThat(sum.variance()).isCloseTo(away / 49, within(1e-6));
    assertThat(sum.records()).isCloseTo(49 / 21.0, within(1e-6));
    assertThat(sum.largest()).isEqualTo(4 * one);
  }

  private static GroupExemplars shown(PaneExemplars examples) {
    return examples.exemplarsFor(GROUP);
  }
}
