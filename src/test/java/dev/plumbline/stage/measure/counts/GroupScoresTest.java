package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupScoresTest {

  /** A bin holds its lower end, and the last one the whole. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "19999999, 0, 0",
    "20000000, 1, 0",
    "99999999, 4, 0",
    "100000000, 5, 1",
    "500000000, 25, 5",
    "979999999, 48, 9",
    "980000000, 49, 9",
    "999999999, 49, 9",
    "1000000000, 49, 9"
  })
  void shouldBinAProbabilityByItsLowerEnd(long billionths, int bin, int decile) {
    assertThat(GroupScores.bin(billionths, GroupScores.BINS)).isEqualTo(bin);
    assertThat(GroupScores.bin(billionths, GroupScores.DECILES)).isEqualTo(decile);
  }

  @Test
  void shouldAddPartByPartWhenMerged() {
    // When
    GroupScores sum = scores(1).merge(scores(10));
    // Then
    assertThat(sum).isEqualTo(scores(11));
    assertThat(scores(10).merge(scores(1))).isEqualTo(sum);
    assertThat(scores(3).merge(GroupScores.NONE)).isEqualTo(scores(3));
    assertThat(GroupScores.NONE.merge(scores(3))).isEqualTo(scores(3));
  }

  @Test
  void shouldReadWhatWasPacked() {
    // Given
    VarintWriter writer = new VarintWriter();
    // When
    scores(7).pack(writer);
    // Then
    assertThat(GroupScores.unpack(new VarintReader(writer.toBytes()))).isEqualTo(scores(7));
  }

  /** Every part another multiple of {@code times}. */
  private static GroupScores scores(long times) {
    return new GroupScores(
        bins(GroupScores.BINS, 3, times),
        bins(GroupScores.BINS, 11, 2 * times),
        bins(GroupScores.BINS, 49, 3 * times),
        5 * times,
        7 * times,
        bins(GroupScores.DECILES, 9, 11 * times));
  }

  private static BinCounts bins(int size, int at, long count) {
    long[] counts = new long[size];
    counts[at] = count;
    return BinCounts.of(counts);
  }
}
