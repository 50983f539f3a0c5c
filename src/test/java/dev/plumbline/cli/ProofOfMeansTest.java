package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.proof.DrawnPanes;
import dev.plumbline.cli.proof.WatchedPanes;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages whose evidence is of means of scores, from panes to {@code docs/verify.py}. */
class ProofOfMeansTest {

  @TempDir private Path folder;
  private ProofRig rig;

  @BeforeEach
  void open() {
    rig = new ProofRig(folder);
  }

  @Test
  void shouldHoldWhenThePageIsAboutMeanScores() throws Exception {
    String yaml = DrawnPanes.policyWith("mean_score_difference", "", "0.1");
    try (WatchedPanes watched = new WatchedPanes(folder, yaml)) {
      // Given
      String key = "credit/mean_score_difference/sex/f";
      DrawnPanes panes = new DrawnPanes(17, "f", "m");
      panes.scored();
      panes.fair(watched, 60, 60);
      Alert page = panes.untilPage(watched, 60, key);
      // When
      Path proof = rig.prove(watched, key, 0);
      // Then
      JsonNode json = Json.MAPPER.readTree(proof.toFile());
      assertThat(json.at("/page/evidence").asDouble()).isEqualTo(page.sequential().evidence());
      assertThat(json.at("/panes/counts"))
          .extracting(JsonNode::asText)
          .containsExactly("favourable", "requests", "scores.n", "scores.squares", "scores.sum");
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
      ProofRig.assertRefusesMutations(proof);
    }
  }

  /** Labels less probabilities may be below zero. Everyone else is the reference. */
  @Test
  void shouldHoldWhenThePageIsAboutCalibrationInTheLarge() throws Exception {
    String yaml =
        DrawnPanes.policyWith("calibration_in_the_large_difference", "", "0.05")
            .replace(", reference: {sex: m}", "");
    try (WatchedPanes watched = new WatchedPanes(folder, yaml)) {
      // Given
      String key = "credit/calibration_in_the_large_difference/sex/f";
      DrawnPanes panes = new DrawnPanes(19, "f", "m");
      panes.scored();
      panes.fair(watched, 100, 20);
      Alert page = panes.untilPage(watched, 20, key);
      // When
      Path proof = rig.prove(watched, key, 0);
      // Then
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
      ProofRig.assertRefusesMutations(proof);
    }
  }

  @Test
  void shouldShowTheNewestPanesWhenSumsOfScoresDoNotFit() throws Exception {
    String yaml = DrawnPanes.policyWith("mean_score_difference", "", "0.1");
    try (WatchedPanes watched = new WatchedPanes(folder, yaml)) {
      // Given
      String key = "credit/mean_score_difference/sex/f";
      DrawnPanes panes = new DrawnPanes(21, "f", "m");
      panes.scored();
      panes.fair(watched, 3000, 60);
      Alert page = panes.untilPage(watched, 60, key);
      // When
      Path proof = rig.prove(watched, key, 0);
      // Then
      assertThat(Files.size(proof)).isLessThanOrEqualTo(64_000);
      JsonNode json = Json.MAPPER.readTree(proof.toFile());
      assertThat(json.at("/panes/number").asInt()).isBetween(1001, 2999);
      assertThat(ProofRig.mutations(proof, 0).get("seconds").asDouble()).isLessThan(1);
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
    }
  }

  @Test
  void shouldHoldWhenRatesAndMeansPageTogether() throws Exception {
    String yaml = DrawnPanes.DECLARED + "  - {metric: mean_score_difference, tolerance: 0.1}\n";
    try (WatchedPanes watched = new WatchedPanes(folder, yaml)) {
      // Given
      DrawnPanes panes = new DrawnPanes(22, "f", "m");
      panes.scored();
      panes.fair(watched, 60, 60);
      for (Alert page : panes.untilPages(watched, 60)) {
        // When
        Path proof = rig.prove(watched, page.key(), 0);
        // Then
        ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
      }
    }
  }
}
