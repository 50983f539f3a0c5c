package dev.plumbline.stage.score.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestSampleTest {

  private static final int REQUESTS = 100_000;

  static Stream<IntFunction<String>> ids() {
    return Stream.of(
        Integer::toString,
        i -> "card-support-%06d".formatted(i),
        i ->
            UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)})
                .toString());
  }

  @ParameterizedTest
  @MethodSource("ids")
  void shouldTakeTheShareAskedForWhateverTheIdsLookLike(IntFunction<String> ids) {
    for (double share : List.of(0.01, 0.1, 0.5)) {
      long taken =
          IntStream.range(0, REQUESTS)
              .filter(i -> RequestSample.holds(ids.apply(i), share))
              .count();
      // five standard deviations of a binomial
      double spread = 5 * Math.sqrt(REQUESTS * share * (1 - share));
      assertThat((double) taken).isBetween(REQUESTS * share - spread, REQUESTS * share + spread);
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void shouldTakeAllOrNoneOrMoreOfTheSameWhenTheShareGrows(IntFunction<String> ids) {
    for (int i = 0; i < 1000; i++) {
      String id = ids.apply(i);
      assertThat(RequestSample.holds(id, 1)).isTrue();
      assertThat(RequestSample.holds(id, 0)).isFalse();
      assertThat(RequestSample.holds(id, 0.3) && !RequestSample.holds(id, 0.6)).isFalse();
    }
  }
}
