package dev.plumbline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {

  @Property(tries = 300)
  void shouldAddUpToOneWhateverTheLogits(
      @ForAll @Size(min = 1, max = 90) float @FloatRange(min = -1e30f, max = 1e30f) [] logits) {
    // When
    double[] probabilities = Softmax.of(logits);

    // Then
    double sum = 0;
    for (double probability : probabilities) {
      assertThat(probability).isBetween(0.0, 1.0);
      sum += probability;
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldRefuseWhenALogitIsNotFinite(float logit) {
    // When // Then
    assertThatThrownBy(() -> Softmax.of(new float[] {0, logit}))
        .isInstanceOf(ArithmeticException.class);
  }
}
