package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cli.proof.DrawnPanes;
import dev.plumbline.cli.proof.WatchedPanes;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.Json;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tolerance and which share of the false pages a proof's detectors have. */
class ProofUnderPoliciesTest {

  /** An hour and a half after the first pane. */
  private static final Instant UNTIL = Instant.parse("2026-01-01T13:10:00Z");

  @TempDir private Path folder;
  private ProofRig rig;

  @BeforeEach
  void open() {
    rig = new ProofRig(folder);
  }

  /** Three of drift, privacy and the ethics score beside two directions of four groups of sex. */
  @Test
  void shouldHoldWhenScoresAndDriftShareTheFalsePages() throws Exception {
    String yaml =
        DrawnPanes.SEVERAL
            + """
            drift: {signals: [{signal: score}], severity: page}
            ethics:
              alertWhen:
                privacy: {below: 0.5, severity: page}
                confidence: {below: 0.5}
                ethicsBelow: 0.3
                ethicsSeverity: page
                biasAbove: 0.9
            """;
    try (WatchedPanes watched = new WatchedPanes(folder, yaml)) {
      // Given
      DrawnPanes panes = new DrawnPanes(16, "f", "g", "h", "m");
      panes.fair(watched, 60, 60);
      Alert page = panes.untilPage(watched, 60, ProofRig.KEY);
      assertThat(page.sequential().threshold()).isEqualTo(129_600.0 * (2 * 4 + 3));
      // When
      Path proof = rig.prove(watched, ProofRig.KEY, 0);
      // Then
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
      ProofRig.assertRefusesMutations(proof);
    }
  }

  /** Detectors of groups as they come stand behind the scores in the order of their shares. */
  @Test
  void shouldHoldWhenDriftIsBeforeGroupsThatAreNotDeclared() throws Exception {
    String yaml = DrawnPanes.OPEN + "drift: {signals: [{signal: score}], severity: page}\n";
    try (WatchedPanes watched = new WatchedPanes(folder, yaml)) {
      // Given
      DrawnPanes panes = new DrawnPanes(18);
      panes.fair(watched, 60, 60);
      Alert page = panes.untilPage(watched, 60, ProofRig.KEY);
      // When
      Path proof = rig.prove(watched, ProofRig.KEY, 0);
      // Then
      double number =
          Json.MAPPER.readTree(proof.toFile()).at("/rule/detectors/0/number").asInt() + 1;
      assertThat(page.sequential().threshold()).isEqualTo(129_600.0 * number * (number + 1));
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
    }
  }

  /** The gap of f is 0.25. */
  @Test
  void shouldHoldWhenThePageCameUnderAGapThatIsAccepted() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, accepting("0.12", "2030-01-01"))) {
      // Given
      DrawnPanes panes = new DrawnPanes(17);
      panes.fair(watched, 60, 100);
      Alert page = panes.untilPage(watched, 100, ProofRig.KEY);
      assertThat(page.at()).isAfter(UNTIL.minusSeconds(60 * 60));
      assertThat(page.figures().tolerance()).isEqualTo(0.12);
      // When
      Path proof = rig.prove(watched, ProofRig.KEY, 0);
      // Then
      JsonNode json = Json.MAPPER.readTree(proof.toFile());
      assertThat(json.at("/rule/detectors/0/delta").asDouble()).isEqualTo(0.12);
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
      ProofRig.assertRefusesMutations(proof);
    }
  }

  /** Until then nothing is beyond what is tolerated, and no bet of that time counts. */
  @Test
  void shouldCountOnlyWhatCameAfterwardsWhenTheAcceptedGapHasEnded() throws Exception {
    try (WatchedPanes watched =
        new WatchedPanes(folder, accepting("0.4", "\"2026-01-01T13:10:00Z\""))) {
      // Given
      DrawnPanes panes = new DrawnPanes(17);
      panes.fair(watched, 20, 100);
      Alert page = panes.untilPage(watched, 100, ProofRig.KEY);
      assertThat(page.at()).isAfter(UNTIL);
      assertThat(page.sequential().onset()).isAfterOrEqualTo(UNTIL);
      // When
      Path proof = rig.prove(watched, ProofRig.KEY, 0);
      // Then
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
      ProofRig.assertRefusesMutations(proof);
      // When bets of the time before are claimed too
      ObjectNode json = (ObjectNode) Json.MAPPER.readTree(proof.toFile());
      assertThat(json.at("/rule/detectors/0/delta").asDouble()).isEqualTo(0.1);
      assertThat(json.at("/rule/detectors/0/warmUp").asInt()).isEqualTo(90);
      ((ObjectNode) json.at("/rule/detectors/0")).put("warmUp", 89);
      // Then
      assertThat(rig.verify(json)).contains("warmUp: something else was tolerated then");
    }
  }

  private static String accepting(String gap, String until) {
    return DrawnPanes.DECLARED.replaceFirst(
        "(metric: demographic_parity_difference, tolerance: [0-9.]+)",
        "$1, accept: [{group: sex=m, gap: 0.3, until: 2030-01-01, why: known}, {group: sex=f, gap: %s, until: %s, why: known}]"
            .formatted(gap, until));
  }
}
