package dev.plumbline.statistics.dyadic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DyadicCountsTest {

  /** Any parts in any order, each counted by itself, give the same bits as all values at once. */
  @Property(tries = 200)
  void shouldBeTheSameWhateverThePartsAndTheirOrder(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int most) {
    // Given
    Random random = new Random(seed);
    List<Long> values = values(random, 1 + random.nextInt(400));
    DyadicCounts atOnce = counted(values, most);
    // When
    Collections.shuffle(values, random);
    List<DyadicCounts> parts = new ArrayList<>();
    for (int from = 0, to; from < values.size(); from = to) {
      to = Math.min(values.size(), from + 1 + random.nextInt(60));
      parts.add(counted(values.subList(from, to), most));
    }
    while (parts.size() > 1) {
      DyadicCounts one = parts.remove(random.nextInt(parts.size()));
      int at = random.nextInt(parts.size());
      parts.set(at, one.merge(parts.get(at), most));
    }
    // Then
    assertThat(parts.get(0)).isEqualTo(atOnce).hasSameHashCodeAs(atOnce);
  }

  /** Against the definition: the first level that joins enough, and how many lie in each cell. */
  @Property(tries = 200)
  void shouldHaveTheSmallestLevelThatIsSmallEnough(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int most) {
    // Given
    List<Long> values = values(new Random(seed), 300);
    int level = 0;
    while (cells(values, level).size() > most) {
      level++;
    }
    TreeMap<Long, Long> expected = new TreeMap<>();
    for (long value : values) {
      expected.merge(value >> level, 1L, Long::sum);
    }
    // When
    DyadicCounts counts = counted(values, most);
    // Then
    assertThat(counts.level()).isEqualTo(level);
    assertThat(counts.size()).isEqualTo(expected.size());
    TreeMap<Long, Long> held = new TreeMap<>();
    for (int i = 0; i < counts.size(); i++) {
      held.put(counts.cell(i), counts.count(i));
    }
    assertThat(held).isEqualTo(expected);
    assertThat(counts.total()).isEqualTo(300);
  }

  @Property(tries = 100)
  void shouldGiveBackTheRestWhenAPartIsTakenAway(@ForAll long seed) {
    // Given
    List<Long> values = values(new Random(seed), 200);
    DyadicCounts all = counted(values, 30);
    DyadicCounts part = counted(values.subList(0, 50), 30);
    // Then
    assertThat(all.minus(part)).isEqualTo(counted(values.subList(50, 200), 200).on(all.level()));
  }

  @Test
  void shouldStayExactWhenValuesAreFew() {
    assertThat(counted(List.of(7L, -3L, 7L), 2))
        .isEqualTo(DyadicCounts.of(0, new long[] {-3, 7}, new long[] {1, 2}));
  }

  @Test
  void shouldNeverJoinBothSidesOfZeroOnTheCoarsestLevel() {
    // Given
    List<Long> values = List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
    // Then
    assertThat(counted(values, 2))
        .isEqualTo(DyadicCounts.of(63, new long[] {-1, 0}, new long[] {2, 2}));
  }

  @Test
  void shouldLeaveACellOutWhenItsCountsAddUpToNone() {
    // Given
    DyadicCounts one = DyadicCounts.of(0, new long[] {1, 5}, new long[] {1, 1});
    DyadicCounts taken = DyadicCounts.of(0, new long[] {1}, new long[] {-1});
    // Then
    assertThat(one.plus(taken))
        .isEqualTo(DyadicCounts.of(0, new long[] {5}, new long[] {1}))
        .hasToString("0[5][1]");
  }

  @Test
  void shouldFindTheLevelOnWhichSeveralAreFewTogether() {
    // Given: each has two cells, and both together have four of which none cancels another
    DyadicCounts some = DyadicCounts.of(0, new long[] {0, 4}, new long[] {1, 1});
    DyadicCounts taken = DyadicCounts.of(0, new long[] {1, 4}, new long[] {-1, -1});
    // Then
    assertThat(DyadicLevels.common(3, some, taken)).isZero();
    assertThat(DyadicLevels.common(2, some, taken)).isEqualTo(1);
  }

  @Test
  void shouldRefuseWhatAreNoCells() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DyadicCounts.of(0, new long[] {2, 1}, new long[] {1, 1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DyadicCounts.of(64, new long[] {1}, new long[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DyadicCounts.of(0, new long[] {1}, new long[] {}));
    assertThatIllegalArgumentException().isThrownBy(() -> DyadicCounts.NONE.on(3).on(2));
  }

  private static TreeSet<Long> cells(List<Long> values, int level) {
    TreeSet<Long> cells = new TreeSet<>();
    values.forEach(value -> cells.add(value >> level));
    return cells;
  }

  private static DyadicCounts counted(List<Long> values, int most) {
    DyadicAccumulator adding = new DyadicAccumulator(most);
    values.forEach(adding::add);
    return adding.counts();
  }

  /** Near and far, on both sides of zero, some of them again and again. */
  private static List<Long> values(Random random, int many) {
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      boolean again = !values.isEmpty() && random.nextInt(3) == 0;
      values.add(again ? values.get(random.nextInt(values.size())) : Long.valueOf(value));
    }
    return values;
  }
}
