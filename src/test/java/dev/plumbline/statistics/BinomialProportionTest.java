package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BinomialProportionTest {

  @Test
  void shouldAddOneHalfToEveryCellWhenNobodySucceeds() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("noSuccesses")) {
      // Given
      BinomialProportion nobody = new BinomialProportion(0, expected.get("n1").asLong());
      BinomialProportion some =
          new BinomialProportion(expected.get("k2").asLong(), expected.get("n2").asLong());
      // When
      IntervalEstimate ratio = nobody.over(some, IntervalOracle.level(expected));
      // Then
      assertThat(ratio.value()).isZero();
      assertThat(ratio.low()).isZero();
      assertThat(ratio.high())
          .as("%s", expected)
          .isCloseTo(expected.get("high").asDouble(), within(1e-9));
    }
  }

  @Test
  void shouldHaveARateWhenSomebodyTried() {
    assertThat(new BinomialProportion(0, 0).known()).isFalse();
    assertThat(new BinomialProportion(0, 1).known()).isTrue();
    assertThat(new BinomialProportion(1, 4).rate()).isEqualTo(0.25);
  }

  @Test
  void shouldRefuseWhenSuccessesAreNotWithinTrials() {
    assertThatThrownBy(() -> new BinomialProportion(-1, 4)).hasMessageContaining("within trials");
    assertThatThrownBy(() -> new BinomialProportion(5, 4)).hasMessageContaining("within trials");
    assertThat(new BinomialProportion(4, 4).rate()).isEqualTo(1);
  }
}
