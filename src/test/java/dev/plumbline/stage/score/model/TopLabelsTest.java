package dev.plumbline.stage.score.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopLabelsTest {

  @Test
  void shouldKeepTheFiveMostLikelyWhenThereAreMore() {
    // Given
    List<String> labels = List.of("a", "b", "c", "d", "e", "f", "g");

    // When
    Prediction prediction =
        TopLabels.predict(
            new float[] {0, 1, 2, 3, 4, 5, -1}, labels, "v", new TopLabels.Tokens(false, 0.25));
    assertThat(prediction.unknownTokenRate()).isEqualTo(0.25);

    // Then
    assertThat(prediction.label()).isEqualTo("f");
    assertThat(prediction.scores()).containsOnlyKeys("b", "c", "d", "e", "f");
    assertThat(prediction.score()).isEqualTo(prediction.scores().get("f"));
  }
}
