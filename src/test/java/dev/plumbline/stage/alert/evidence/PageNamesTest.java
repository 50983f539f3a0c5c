package dev.plumbline.stage.alert.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageNamesTest {

  /** By hand, at 60 panes: r values of at least 60 / r, for the largest r. */
  @ParameterizedTest
  @CsvSource({
    "60, 1, true",
    "1000 1 1, 1, true",
    "30 30, 2, true",
    "100 29, 1, true",
    "100 30, 2, true",
    "20 20 20, 3, true",
    "25 21 20 15, 4, true",
    "25 21 20 14, 3, true",
    // 59 < 60, 2 * 20 < 60, 3 * 10 < 60: only the two largest together
    "59 20 10, 2, false",
    "40 15 10 5, 3, false",
  })
  void shouldNameTheLargestThatHaveEnoughBesideEachOtherWhenTheSumPages(
      String evidence, int count, boolean each) {
    double[] descending =
        Arrays.stream(evidence.split(" ")).mapToDouble(Double::parseDouble).toArray();
    assertThat(PageNames.of(descending, 60)).isEqualTo(new PageNames(count, each));
  }

  /** What the errors follow from: see docs/alerts.md. */
  @Test
  void shouldHaveThePanesWorthOfEvidenceWhoeverIsNamed() {
    SplittableRandom random = new SplittableRandom(7);
    int together = 0;
    for (int i = 0; i < 20_000; i++) {
      // Given
      double[] evidence =
          random
              .doubles(1 + random.nextInt(24))
              .map(x -> Math.exp(12 * x))
              .boxed()
              .sorted((a, b) -> Double.compare(b, a))
              .mapToDouble(x -> x)
              .toArray();
      double panes = Arrays.stream(evidence).sum() * (0.2 + 0.8 * random.nextDouble());
      // When
      PageNames names = PageNames.of(evidence, panes);
      // Then
      double named = Arrays.stream(evidence, 0, names.count()).sum();
      assertThat(named).isGreaterThanOrEqualTo(panes * (1 - 1e-12));
      int count = names.count();
      boolean smallestHasItsPart = evidence[count - 1] * count >= panes;
      boolean anyHas =
          IntStream.range(0, evidence.length).anyMatch(r -> evidence[r] * (r + 1) >= panes);
      assertThat(names.each()).isEqualTo(anyHas);
      if (names.each()) {
        assertThat(smallestHasItsPart).isTrue();
        // Whoever has enough alone is named.
        assertThat(Arrays.stream(evidence).filter(x -> x >= panes).count())
            .isLessThanOrEqualTo(count);
      } else {
        together++;
        assertThat(named - evidence[count - 1]).isLessThan(panes);
      }
    }
    assertThat(together).isGreaterThan(1000);
  }
}
