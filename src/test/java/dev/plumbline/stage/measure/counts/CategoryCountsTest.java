package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.statistics.dyadic.DyadicCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CategoryCountsTest {

  @Test
  void shouldCountExactlyWhatItNamesWhenCategoriesFlood() {
    // Given
    Random random = new Random(3);
    List<String> names = new ArrayList<>();
    Map<String, Long> exact = new TreeMap<>();
    for (int i = 0; i < 5_000; i++) {
      String name = "k" + random.nextInt(700);
      names.add(name);
      exact.merge(name, 1L, Long::sum);
    }
    // When
    CategoryCounts inOrder = counted(names);
    Collections.shuffle(names, random);
    CategoryCounts shuffled = counted(names);
    // Then
    assertThat(shuffled).isEqualTo(inOrder);
    assertThat(inOrder.named()).hasSize(CategoryCounts.MOST_NAMED);
    assertThat(inOrder.buckets().size()).isBetween(128, CategoryCounts.MOST_BUCKETS);
    assertThat(inOrder.total()).isEqualTo(5_000);
    assertThat(exact).containsAllEntriesOf(inOrder.named());
  }

  /** Which of 300 names have no name of their own: {@code src/test/oracles/hash_orders.py}. */
  @Test
  void shouldPutTheNamesIntoBucketsThatAreLastByTheirHash() {
    // Given
    Map<String, Long> counts = new TreeMap<>();
    HashOrders.NAMES.forEach(name -> counts.put(name, 1L));
    // When
    CategoryCounts bounded = CategoryCounts.of(counts);
    // Then
    counts.keySet().removeAll(bounded.named().keySet());
    assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(HashOrders.IN_BUCKETS);
    assertThat(bounded.buckets().total()).isEqualTo(44);
    assertThat(bounded.buckets().level()).isZero();
  }

  @Test
  void shouldNotKeepATextWhenItIsNoCategory() {
    assertThat(CategoryCounts.category("a".repeat(65))).isEqualTo(CategoryCounts.OTHER);
    assertThat(CategoryCounts.category("a".repeat(64))).isEqualTo("a".repeat(64));
    assertThat(CategoryCounts.category("")).isEmpty();
  }

  /** The others are no category: they take nobody's place and go into no bucket. */
  @Test
  void shouldKeepTheOthersWhenCategoriesFlood() {
    // Given
    Map<String, Long> counts = numbered(300);
    counts.put(CategoryCounts.OTHER, 5L);
    // When
    CategoryCounts bounded = CategoryCounts.of(counts);
    // Then
    assertThat(bounded.named()).hasSize(257).containsEntry(CategoryCounts.OTHER, 5L);
    assertThat(bounded.buckets().total()).isEqualTo(44);
  }

  @Test
  void shouldBeEqualWhenTheSameNamesAreInBucketsOnOneSideOnly() {
    // Given: of 1,000 names, 700 are known to one side
    CategoryCounts all = CategoryCounts.of(numbered(1_000));
    Map<String, Long> few = numbered(1_000);
    few.keySet().retainAll(all.named().keySet());
    CategoryCounts named = CategoryCounts.of(few);
    // When
    CategoryCounts mine = named.knownTo(all);
    CategoryCounts theirs = all.knownTo(named);
    // Then
    assertThat(mine.named()).isEqualTo(theirs.named()).hasSize(256);
    assertThat(mine.buckets().total()).isZero();
    assertThat(theirs).isEqualTo(all);
  }

  /** A name that one side may have in a bucket is compared by its bucket. */
  @Test
  void shouldPutANameIntoItsBucketWhenTheOtherSideHasItThere() {
    // Given
    Map<String, Long> thousand = numbered(1_000);
    CategoryCounts many = CategoryCounts.of(thousand);
    Map<String, Long> some = new TreeMap<>(thousand);
    some.keySet().removeIf(name -> Integer.parseInt(name.substring(1)) >= 200);
    // When
    CategoryCounts known = CategoryCounts.of(some).knownTo(many);
    // Then
    assertThat(known.total()).isEqualTo(200);
    assertThat(many.named().keySet()).containsAll(known.named().keySet());
    assertThat(known.named().size()).isBetween(20, 80);
    assertThat(known.buckets().level()).isEqualTo(many.buckets().level());
    DyadicCounts left = many.buckets().minus(known.buckets());
    for (int i = 0; i < left.size(); i++) {
      assertThat(left.count(i)).isPositive();
    }
  }

  @Test
  void shouldChangeNothingWhenEverythingHasAName() {
    // Given
    CategoryCounts a = CategoryCounts.of(Map.of("a", 1L, "b", 2L));
    CategoryCounts b = CategoryCounts.of(Map.of("c", 3L));
    // Then
    assertThat(a.knownTo(b)).isEqualTo(a);
    assertThat(b.knownTo(a)).isEqualTo(b);
  }

  private static Map<String, Long> numbered(int many) {
    Map<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < many; i++) {
      counts.put("k" + i, 1L);
    }
    return counts;
  }

  private static CategoryCounts counted(List<String> names) {
    HistogramAccumulator adding = new HistogramAccumulator();
    names.forEach(name -> adding.add(name, 0));
    return adding.histogram().categories();
  }
}
