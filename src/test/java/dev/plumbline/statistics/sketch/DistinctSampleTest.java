package dev.plumbline.statistics.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

public class DistinctSampleTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 63})
  void shouldBeExactWhenThereAreFew(int number) {
    // Given
    SplittableRandom random = new SplittableRandom(number);
    int[] hashes = random.ints(number).toArray();
    // When
    DistinctSample twice = DistinctSample.of(hashes).merge(DistinctSample.of(hashes));
    // Then
    assertThat(twice.isExact()).isTrue();
    assertThat(twice.estimate()).isEqualTo(number);
    assertThat(DistinctSample.parse(twice.text())).isEqualTo(twice);
  }

  @Test
  void shouldEstimateWithoutBiasAndAsExactlyAsItSaysWhenThereAreMany() {
    // Given
    SplittableRandom random = new SplittableRandom(1);
    int runs = 2_000;
    double sum = 0;
    double squares = 0;
    for (int run = 0; run < runs; run++) {
      // When
      double ratio = DistinctSample.of(random.ints(5_000).toArray()).estimate() / 5_000.0;
      sum += ratio;
      squares += (ratio - 1) * (ratio - 1);
    }
    // Then: four standard errors of the mean; 1 / sqrt(62) is 0.127
    assertThat(sum / runs).isEqualTo(1, within(4 * 0.127 / Math.sqrt(runs)));
    assertThat(Math.sqrt(squares / runs)).isEqualTo(0.127, within(0.01));
  }

  @Test
  void shouldMergeToTheUnionWhateverTheOrder() {
    // Given
    SplittableRandom random = new SplittableRandom(2);
    int[] all = random.ints(400).toArray();
    DistinctSample whole = DistinctSample.of(all);
    DistinctSample merged = DistinctSample.NONE;
    // When: parts that overlap
    for (int part = 0; part < 20; part++) {
      int from = random.nextInt(350);
      merged = merged.merge(DistinctSample.of(java.util.Arrays.copyOfRange(all, from, from + 50)));
    }
    merged = DistinctSample.of(java.util.Arrays.copyOf(all, 200)).merge(merged);
    merged = merged.merge(DistinctSample.of(java.util.Arrays.copyOfRange(all, 200, 400)));
    // Then
    assertThat(merged).isEqualTo(whole);
  }

  /** Half a hash; one hash twice; two that do not ascend; 65 of them. */
  @ParameterizedTest
  @MethodSource("notSamples")
  void shouldRefuseWhatNoSampleHasWritten(byte[] bytes) {
    String text = Base64.getEncoder().encodeToString(bytes);
    assertThatThrownBy(() -> DistinctSample.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<byte[]> notSamples() {
    byte[] tooMany = new byte[4 * (DistinctSample.MOST + 1)];
    for (int i = 0; i <= DistinctSample.MOST; i++) {
      tooMany[4 * i + 3] = (byte) i;
    }
    return Stream.of(
        new byte[] {0, 0, 0, 1, 0, 0},
        new byte[] {0, 0, 0, 1, 0, 0, 0, 1},
        new byte[] {0, 0, 0, 2, 0, 0, 0, 1},
        tooMany);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 30, 63, 100, 10_000})
  void shouldTakeThoseWithoutHashesForDifferentOnes(long number) {
    DistinctSample sample = DistinctSample.ofDifferent(number, 17);
    assertThat((double) sample.estimate())
        .isEqualTo(number, within(sample.isExact() ? 0 : 0.1 * number));
  }

  /** Beside sets of everything that was seen. */
  @Test
  void shouldKnowThoseSinceAnyTime() {
    // Given: thousands, of whom a few come again and again
    SplittableRandom random = new SplittableRandom(4);
    Map<Integer, List<Integer>> seen = new HashMap<>();
    SlidingDistinct sliding = SlidingDistinct.NONE;
    for (int time = 0; time < 200; time++) {
      List<Integer> now = new ArrayList<>();
      for (int i = random.nextInt(100); i > 0; i--) {
        now.add(random.nextInt(3) == 0 ? (int) StableHash.mix(i) : random.nextInt());
      }
      seen.put(time, now);
      DistinctSample sample = DistinctSample.of(now.stream().mapToInt(h -> h).toArray());
      // When
      sliding = SlidingDistinct.parse(sliding.after(time, sample).text());
    }
    // Then
    for (int since = 0; since < 200; since++) {
      TreeSet<Integer> all = new TreeSet<>(Integer::compareUnsigned);
      for (int time = since; time < 200; time++) {
        all.addAll(seen.get(time));
      }
      int[] smallest =
          all.stream().limit(DistinctSample.MOST).mapToInt(Integer::intValue).toArray();
      assertThat(sliding.since(since).hashes()).isEqualTo(smallest);
    }
    assertThat(sliding.hashes()).hasSizeLessThan(64 * 7); // 64 (1 + ln(6,600 / 64)), and more
  }
}
