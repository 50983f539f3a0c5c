package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HistogramTest {

  /** Numbers near and far, few and many categories, and some that are others already. */
  @Provide
  Arbitrary<Histogram> distributions() {
    return Arbitraries.longs().map(seed -> counted(new Random(seed)));
  }

  private static Histogram counted(Random random) {
    HistogramAccumulator adding = new HistogramAccumulator();
    int kinds = 1 + random.nextInt(900);
    for (int left = random.nextInt(1_500); left > 0; left--) {
      boolean number = random.nextInt(3) == 0;
      String name = "k" + random.nextInt(kinds);
      String category = random.nextInt(50) == 0 ? CategoryCounts.OTHER : name;
      adding.add(number ? null : category, random.nextLong() >> random.nextInt(64));
    }
    return adding.histogram();
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
    assertThat(a.merge(b).categories().named().size()).isLessThanOrEqualTo(257);
    assertThat(a.merge(b).categories().buckets().size()).isLessThanOrEqualTo(256);
    assertThat(a.merge(b).numbers().size()).isLessThanOrEqualTo(1_024);
  }

  @Property(tries = 50)
  void shouldComeBackWhenPackedOrWrittenDown(@ForAll("distributions") Histogram histogram) {
    // When
    VarintWriter writer = new VarintWriter();
    HistogramCodec.pack(histogram, writer);
    // Then
    assertThat(HistogramCodec.unpack(new VarintReader(writer.toBytes()))).isEqualTo(histogram);
    assertThat(HistogramBins.histogram(HistogramBins.of(histogram))).isEqualTo(histogram);
  }

  /** Level, size, then a marker, cell and count; a byte for a neighbour of one; two for another. */
  @Test
  void shouldTakeAByteForACellWithOneValue() {
    // Given
    DyadicCounts counts = DyadicCounts.of(5, new long[] {-9, -8, 7, 8}, new long[] {1, 1, 60, 1});
    // When
    VarintWriter writer = new VarintWriter();
    HistogramCodec.pack(counts, writer);
    // Then
    assertThat(writer.toBytes()).hasSize(2 + 3 + 1 + 2 + 1);
    assertThat(HistogramCodec.counts(new VarintReader(writer.toBytes()))).isEqualTo(counts);
  }

  @Test
  void shouldPackCellsThatAreTooFarApartForADistance() {
    // Given
    DyadicCounts counts =
        DyadicCounts.of(
            0, new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}, new long[] {1, -3, 1L << 40});
    // When
    VarintWriter writer = new VarintWriter();
    HistogramCodec.pack(counts, writer);
    // Then
    assertThat(HistogramCodec.counts(new VarintReader(writer.toBytes()))).isEqualTo(counts);
  }

  @Test
  void shouldHaveFewerCellsWhenAGroupsOwn() {
    // Given
    Histogram many = counted(new Random(4));
    // Then
    assertThat(many.numbers().size()).isGreaterThan(128);
    assertThat(many.within(128).numbers()).isEqualTo(many.numbers().within(128));
    assertThat(many.within(128).categories()).isEqualTo(many.categories());
  }

  @Test
  void shouldKnowWhetherItHoldsCategories() {
    // Given
    Histogram numbers = HistogramFixtures.real(Map.of(1.0, 2L));
    Histogram mixed = numbers.merge(Histogram.ofCategories(Map.of("a", 1L)));
    // Then
    assertThat(Histogram.EMPTY.hasCategories()).isFalse();
    assertThat(numbers.hasCategories()).isFalse();
    assertThat(mixed.hasCategories()).isTrue();
    assertThat(mixed.onlyNumbers()).isEqualTo(numbers);
    assertThat(mixed.onlyCategories()).isEqualTo(Histogram.ofCategories(Map.of("a", 1L)));
  }

  @Test
  void shouldRefuseABinThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HistogramBins.histogram(Map.of("5", 1L)))
        .withMessageContaining("no bin: 5");
  }
}
