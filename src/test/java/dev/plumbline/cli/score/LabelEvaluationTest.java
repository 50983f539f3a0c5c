package dev.plumbline.cli.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LabelEvaluationTest {

  @Test
  void shouldCountAsScikitLearnDoesWhenLabelsAndPredictionsDiffer() {
    // Given: a a a b b c, predicted a a b b d c
    // precision, recall: a 1, 2/3; b 1/2, 1/2; c 1, 1; d 0, 0 (no label d, so zero_division=0)
    LabelEvaluation evaluation = new LabelEvaluation();

    // When
    evaluation.add("a", "a");
    evaluation.add("a", "a");
    evaluation.add("a", "b");
    evaluation.add("b", "b");
    evaluation.add("b", "d");
    evaluation.add("c", "c");

    // Then
    assertThat(evaluation.count()).isEqualTo(6);
    assertThat(evaluation.accuracy()).isCloseTo(4 / 6.0, within(1e-12));
    assertThat(evaluation.macroF1()).isCloseTo((0.8 + 0.5 + 1 + 0) / 4, within(1e-12));
  }

  @Test
  void shouldBeZeroWhenEmpty() {
    // When
    LabelEvaluation evaluation = new LabelEvaluation();

    // Then
    assertThat(evaluation.accuracy()).isZero();
    assertThat(evaluation.macroF1()).isZero();
  }
}
