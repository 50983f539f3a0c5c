package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.measure.ConfusionCounts;
import dev.plumbline.policy.group.GroupPolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LabelPairsTest {

  @Provide
  Arbitrary<LabelPairs> pairs() {
    return Arbitraries.integers()
        .between(0, 60)
        .list()
        .ofMaxSize(60)
        .map(
            numbers -> {
              Map<LabelPair, Long> counts = new TreeMap<>();
              numbers.forEach(i -> counts.merge(pair(i, i * 7 % 50), i % 4 + 1L, Long::sum));
              return new LabelPairs(counts);
            });
  }

  @Property(tries = 200)
  void shouldComeToTheSameWhenMergedAndCappedInAnyOrder(
      @ForAll("pairs") LabelPairs a, @ForAll("pairs") LabelPairs b, @ForAll("pairs") LabelPairs c) {
    LabelPairs late = a.merge(b).merge(c).capped(10);
    LabelPairs early = c.capped(10).merge(b.merge(a.capped(10)).capped(10)).capped(10);
    assertThat(early).isEqualTo(late);
  }

  @Example
  void shouldShowTheOthersTogetherWhenLabelsAreMany() {
    // Given
    Map<LabelPair, Long> counts = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      counts.put(pair(i, i), 1L);
    }
    // When
    ConfusionCounts shown = new LabelPairs(counts).confusions("sex", "f");
    // Then
    assertThat(shown.labels())
        .hasSize(LabelPairs.MOST_LABELS + 1)
        .contains(GroupPolicy.OTHER)
        .isSorted();
    assertThat(shown.counts().stream().flatMap(List::stream).mapToLong(Long::longValue).sum())
        .isEqualTo(100);
    assertThat(new LabelPairs(counts).capped(LabelPairs.MOST_LABELS).macroF1()).isNaN();
    assertThat(new LabelPairs(counts).macroF1()).isEqualTo(1);
  }

  @Example
  void shouldForgetLabelsWhenNothingIsLeftOfThem() {
    // Given: one label was corrected from a to b
    LabelPairs pairs =
        new LabelPairs(Map.of(new LabelPair("a", "b"), 0L, new LabelPair("b", "b"), 1L));
    // Then
    assertThat(pairs.confusions("*", "*").labels()).containsExactly("b");
    assertThat(pairs.macroF1()).isEqualTo(1);
    assertThat(LabelPairs.NONE.macroF1()).isNaN();
  }

  @Example
  void shouldWeighEachLabelTheSameWhenOneIsNeverPredicted() {
    // Given: F1 of a is 2 * 8 / (2 * 8 + 2), of b 0
    LabelPairs pairs =
        new LabelPairs(Map.of(new LabelPair("a", "a"), 8L, new LabelPair("b", "a"), 2L));
    // Then
    assertThat(pairs.macroF1()).isCloseTo(8.0 / 18, within(1e-12));
  }

  private static LabelPair pair(int truth, int predicted) {
    return new LabelPair("label" + truth, "label" + predicted);
  }
}
