package dev.plumbline.stage.retrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TrainingExample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Places of the texts by another implementation, FNV-1a and fmix64 of "desk\ntext i" in Python as
 * in {@code src/test/oracles/hashes.py}: 0.387, 0.586, 0.628, 0.160, 0.369, 0.631, 0.333, 0.646,
 * 0.288, 0.568, 0.007, 0.432 for i from 0 to 11.
 */
class HoldoutSplitTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** Minutes of the twelve texts: the order of time is not that of the texts. */
  private static final int[] MINUTES = {5, 1, 60, 2, 50, 10, 40, 3, 4, 6, 20, 30};

  @ParameterizedTest
  @CsvSource({
    // Held back are 3 8 0 10 11 6 4, oldest first; of an odd number the middle one is judged by.
    "0.45, 10 11 6 4, 1 2 5 7 9",
    // The same without 11: as many are left out as are judged by.
    "0.43, 10 6 4, 1 2 5 7 9 11",
    "0.3, 8 10, 0 1 2 4 5 6 7 9 11",
    "0.2, 10, 0 1 2 4 5 6 7 8 9 11",
    "0.1, 10, 0 1 2 3 4 5 6 7 8 9 11",
    "0.006, '', 0 1 2 3 4 5 6 7 8 9 10 11",
  })
  void shouldJudgeByTheNewerHalfOfWhatIsHeldBack(double share, String judge, String learn) {
    // When
    HoldoutSplit split = HoldoutSplit.split(examples(), share);
    // Then
    assertThat(told(split.judge())).isEqualTo(judge);
    assertThat(told(split.learn())).isEqualTo(learn);
  }

  @Test
  void shouldKeepATextOnItsSideWhenItComesAgain() {
    // Given
    List<TrainingExample> twice = new ArrayList<>(examples());
    for (int i = 0; i < MINUTES.length; i++) {
      twice.add(example(i, 100 + i));
    }
    // When
    HoldoutSplit split = HoldoutSplit.split(twice, 0.45);
    // Then: the second time is newer than all of the first
    assertThat(told(split.judge())).isEqualTo("0 3 4 6 8 10 11");
    assertThat(told(split.learn())).isEqualTo("1 2 5 7 9 1 2 5 7 9");
  }

  private static List<TrainingExample> examples() {
    List<TrainingExample> examples = new ArrayList<>();
    for (int i = 0; i < MINUTES.length; i++) {
      examples.add(example(i, MINUTES[i]));
    }
    return examples;
  }

  /** The later a request was made, the sooner its label came: only the request's time counts. */
  private static TrainingExample example(int text, int minute) {
    return new TrainingExample(
        text + "-" + minute,
        "desk",
        NOON.plusSeconds(60L * minute),
        NOON.plusSeconds(60L * (10_000 - minute)),
        "text " + text,
        "yes",
        "yes",
        Map.of());
  }

  private static String told(List<TrainingExample> examples) {
    return String.join(" ", examples.stream().map(e -> e.text().substring(5)).toList());
  }
}
