package dev.plumbline.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.score.explain.TextExplanation;
import dev.plumbline.stage.score.model.DjlScorer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainingModelsTest {

  @TempDir private Path folder;

  @Test
  void shouldExplainWithThePolicysModelAndNoOther() {
    // Given
    Policies policies =
        PolicyReader.readAll(List.of(Path.of("src/main/resources/demo/card-support.yaml")));
    String text = "my card was stolen";

    try (ExplainingModels models = new ExplainingModels(policies, folder, Clock.systemUTC());
        DjlScorer scorer = DjlScorer.load(Path.of("models/card-support"), "cpu")) {
      // When
      TextExplanation explanation = models.explain("card-support", text);

      // Then
      assertThat(explanation.prediction()).isEqualTo(scorer.score(List.of(text)).get(0));
      assertThat(explanation.words()).hasSize(4);
      assertThat(models.explain("loans", text)).isNull();
    }
  }
}
