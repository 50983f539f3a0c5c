package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.GroupExemplars;
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
    assertThat(new WeightedSum(3, 4).merge(new WeightedSum(1, 12)))
        .isEqualTo(new WeightedSum(4, 16));
    assertThat(new WeightedSum(4, 16).mean()).isEqualTo(0.25);
    assertThat(new WeightedSum(0, 0).mean()).isNaN();
  }

  private static GroupExemplars shown(PaneExemplars examples) {
    return examples.exemplarsFor(GROUP);
  }
}
