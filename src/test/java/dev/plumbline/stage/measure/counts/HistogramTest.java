package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.GroupPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class HistogramTest {

  /** Numbers, few and many categories, and some that are "other" already. */
  @Provide
  Arbitrary<Histogram> distributions() {
    Arbitrary<String> bins =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(-50, 50).map(Histogram::number)),
            Tuple.of(
                6, Arbitraries.integers().between(0, 900).map(i -> Histogram.category("k" + i))),
            Tuple.of(1, Arbitraries.just(Histogram.named(GroupPolicy.OTHER))));
    return bins.list()
        .ofMaxSize(500)
        .map(each -> each.stream().map(Histogram::of).reduce(Histogram.EMPTY, Histogram::merge));
  }

  @Property(tries = 100)
  void shouldBeACommutativeMonoidWhenMerged(
      @ForAll("distributions") Histogram a,
      @ForAll("distributions") Histogram b,
      @ForAll("distributions") Histogram c) {
    assertThat(a.merge(b)).isEqualTo(b.merge(a));
    assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
    assertThat(a.merge(Histogram.EMPTY)).isEqualTo(a);
    assertThat(Histogram.EMPTY.merge(a)).isEqualTo(a);
    assertThat(a.merge(b).total()).isEqualTo(a.total() + b.total());
  }

  @Test
  void shouldCountExactlyWhatItShowsWhenCategoriesFlood() {
    // Given
    Random random = new Random(3);
    List<String> bins = new ArrayList<>();
    Map<String, Long> exact = new TreeMap<>();
    for (int i = 0; i < 5_000; i++) {
      String bin = Histogram.category("k" + random.nextInt(700));
      bins.add(bin);
      exact.merge(bin, 1L, Long::sum);
    }
    // When
    Histogram inOrder = counted(bins);
    Collections.shuffle(bins, random);
    Histogram shuffled = counted(bins);
    // Then
    assertThat(shuffled).isEqualTo(inOrder);
    assertThat(inOrder.bins()).hasSize(Histogram.MOST_CATEGORIES + 1).containsKey("=*other");
    assertThat(inOrder.total()).isEqualTo(5_000);
    inOrder.bins().keySet().stream()
        .filter(bin -> !bin.equals("=*other"))
        .forEach(bin -> assertThat(inOrder.bins().get(bin)).isEqualTo(exact.get(bin)));
  }

  @Test
  void shouldNotKeepATextWhenItIsNoCategory() {
    assertThat(Histogram.category("a".repeat(65))).isEqualTo("=*other");
    assertThat(Histogram.category("a".repeat(64))).isEqualTo("=" + "a".repeat(64));
    assertThat(Histogram.category("")).isEqualTo("=");
  }

  @Test
  void shouldKeepNumbersApartFromCategoriesThatLookLikeThem() {
    // Given
    Histogram mixed =
        Histogram.of(Histogram.number(7)).merge(Histogram.of(Histogram.category("#7")));
    // Then
    assertThat(mixed.bins()).hasSize(2);
    assertThat(mixed.numbers().total()).isEqualTo(1);
  }

  @Test
  void shouldKnowWhetherItHoldsCategories() {
    assertThat(Histogram.EMPTY.hasCategories()).isFalse();
    assertThat(counted(List.of("#1", "#-2")).hasCategories()).isFalse();
    assertThat(counted(List.of("#1", "=a")).hasCategories()).isTrue();
  }

  @Test
  void shouldJoinTheOthersWhenANameMayBeAmongTheOthersOthers() {
    // Given
    Histogram capped = counted(List.of("=a", "=*other", "#1"));
    Histogram apart = counted(List.of("=a", "=b", "=c", "#2"));
    // Then
    assertThat(apart.knownTo(capped)).isEqualTo(counted(List.of("=a", "=*other", "=*other", "#2")));
    assertThat(capped.knownTo(apart)).isEqualTo(capped);
  }

  private static Histogram counted(List<String> bins) {
    return bins.stream().map(Histogram::of).reduce(Histogram.EMPTY, Histogram::merge);
  }
}
