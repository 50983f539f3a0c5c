package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class BinCountsTest {

  private static final int BINS = 6;

  @Property(tries = 200)
  void shouldBeACommutativeMonoidWhenMerged(
      @ForAll @Size(BINS) @LongRange(min = -9, max = 9) long[] a,
      @ForAll @Size(BINS) @LongRange(min = -9, max = 9) long[] b,
      @ForAll @Size(BINS) @LongRange(min = -9, max = 9) long[] c) {
    // Given
    BinCounts x = BinCounts.of(a);
    BinCounts y = BinCounts.of(b);
    BinCounts z = BinCounts.of(c);
    // Then
    assertThat(x.merge(y)).isEqualTo(y.merge(x)).hasSameHashCodeAs(y.merge(x));
    assertThat(x.merge(y).merge(z)).isEqualTo(x.merge(y.merge(z)));
    assertThat(x.merge(BinCounts.none(BINS))).isEqualTo(x);
    assertThat(x.merge(y).total()).isEqualTo(x.total() + y.total());
  }

  @Property(tries = 200)
  void shouldReadWhatWasPacked(
      @ForAll @Size(BINS) @LongRange(min = -3, max = 1L << 40) long[] counts) {
    // When
    VarintWriter writer = new VarintWriter();
    BinCounts.of(counts).pack(writer);
    // Then
    assertThat(BinCounts.unpack(new VarintReader(writer.toBytes()), BINS).toArray())
        .containsExactly(counts);
  }

  /** One byte for how many are used, two for each of them. */
  @Example
  void shouldPackOnlyTheBinsThatAreUsed() {
    VarintWriter writer = new VarintWriter();
    BinCounts.of(0, 7, 0, 0, 9, 0).pack(writer);
    assertThat(writer.toBytes()).hasSize(5);
  }

  @Example
  void shouldCountBinByBin() {
    // Given
    BinCounts sum = BinCounts.of(1, 2, 3).merge(BinCounts.of(10, 20, 40));
    // Then
    assertThat(sum.toArray()).containsExactly(11, 22, 43);
    assertThat(sum.size()).isEqualTo(3);
    assertThat(sum.get(1)).isEqualTo(22);
    assertThat(sum.total()).isEqualTo(76);
    assertThat(sum).hasToString("[11, 22, 43]");
  }

  @Example
  void shouldRefuseToMergeWhenSizesDiffer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BinCounts.none(3).merge(BinCounts.none(4)))
        .withMessageContaining("sizes");
  }

  @Example
  void shouldEqualByContent() {
    // Given
    BinCounts bins = BinCounts.of(1, 2);
    // Then
    assertThat(bins).isEqualTo(BinCounts.of(1, 2)).isNotEqualTo(BinCounts.of(2, 1));
    assertThat(bins.hashCode()).isNotEqualTo(BinCounts.of(2, 1).hashCode());
    assertThat(bins).isNotEqualTo("[1, 2]");
  }

  /** Neither what was given nor what is handed out is a way in. */
  @Example
  void shouldNotChangeWhenAnArrayOutsideDoes() {
    // Given
    long[] given = {1, 2};
    BinCounts bins = BinCounts.of(given);
    // When
    given[0] = 99;
    bins.toArray()[1] = 99;
    // Then
    assertThat(bins).isEqualTo(BinCounts.of(1, 2));
  }
}
