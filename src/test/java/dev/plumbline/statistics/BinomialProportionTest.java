package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BinomialProportionTest {

  @Test
  void shouldRefuseWhenSuccessesAreNotWithinTrials() {
    assertThatThrownBy(() -> new BinomialProportion(-1, 4)).hasMessageContaining("within trials");
    assertThatThrownBy(() -> new BinomialProportion(5, 4)).hasMessageContaining("within trials");
    assertThat(new BinomialProportion(4, 4).rate()).isEqualTo(1);
    assertThat(new BinomialProportion(1, 4).rate()).isEqualTo(0.25);
  }
}
