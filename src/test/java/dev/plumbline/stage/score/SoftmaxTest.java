package dev.plumbline.stage.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.Prediction;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {

  @Property(tries = 300)
  void shouldAddUpToOneWhateverTheLogits(
      @ForAll @Size(min = 1, max = 90) float @FloatRange(min = -1e30f, max = 1e30f) [] logits) {
    // When
    double[] probabilities = Softmax.probabilities(logits);

    // Then
    double sum = 0;
    for (double probability : probabilities) {
      assertThat(probability).isBetween(0.0, 1.0);
      sum += probability;
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  @Test
  void shouldKeepTheFiveMostLikelyWhenThereAreMore() {
    // Given
    List<String> labels = List.of("a", "b", "c", "d", "e", "f", "g");

    // When
    Prediction prediction =
        Softmax.predict(
            new float[] {0, 1, 2, 3, 4, 5, -1}, labels, "v", new Softmax.Tokens(false, 0.25));
    assertThat(prediction.unknownTokenRate()).isEqualTo(0.25);

    // Then
    assertThat(prediction.label()).isEqualTo("f");
    assertThat(prediction.scores()).containsOnlyKeys("b", "c", "d", "e", "f");
    assertThat(prediction.score()).isEqualTo(prediction.scores().get("f"));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldRefuseWhenALogitIsNotFinite(float logit) {
    // When // Then
    assertThatThrownBy(() -> Softmax.probabilities(new float[] {0, logit}))
        .isInstanceOf(ArithmeticException.class);
  }
}
