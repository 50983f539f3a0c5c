package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.proof.DrawnPanes;
import dev.plumbline.cli.proof.WatchedPanes;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From panes through the alert stage and {@code prove} to {@code docs/verify.py}. */
class ProveCommandTest {

  @TempDir private Path folder;
  private ProofRig rig;

  @BeforeEach
  void open() {
    rig = new ProofRig(folder);
  }

  @Test
  void shouldHoldWhenAPageIsProvenWithAllItsPanes() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given
      DrawnPanes panes = new DrawnPanes(5);
      panes.fair(watched, 2 * ProofRig.DAY, 40);
      Alert page = panes.untilPage(watched, 40, ProofRig.KEY);
      // When
      Path proof = rig.prove(watched, ProofRig.KEY, 0);
      // Then
      JsonNode json = Json.MAPPER.readTree(proof.toFile());
      assertThat(json.at("/page/evidence").asDouble()).isEqualTo(page.sequential().evidence());
      assertThat(json.at("/page/onset").asText()).isEqualTo(page.sequential().onset().toString());
      assertThat(json.at("/panes/number").asInt()).isGreaterThan(2 * ProofRig.DAY);
      assertThat(Files.size(proof)).isLessThanOrEqualTo(64_000);
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
    }
  }

  @Test
  void shouldRefuseEveryChangeWhenOneFieldOfAThousandProofsIsAnother() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given
      DrawnPanes panes = new DrawnPanes(6);
      panes.fair(watched, 50, 100);
      panes.untilPage(watched, 100, ProofRig.KEY);
      Path proof = rig.prove(watched, ProofRig.KEY, 0);
      // When
      JsonNode mutations = ProofRig.mutations(proof, 1000);
      // Then
      assertThat(mutations.get("stale").asInt()).as("%s", mutations).isEqualTo(1000);
      assertThat(mutations.get("resealed").asInt()).as("%s", mutations).isEqualTo(1000);
    }
  }

  /** Half of the false pages are the search's: the declared groups' detectors share the other. */
  @Test
  void shouldHoldWhenThePolicySearchesGroups() throws Exception {
    String yaml = DrawnPanes.SEVERAL.replace("h, m]}", "h, m], age: [old, young]}, search: {}");
    try (WatchedPanes watched = new WatchedPanes(folder, yaml)) {
      // Given
      DrawnPanes panes = new DrawnPanes(16, "f", "g", "h", "m");
      panes.fair(watched, 60, 60);
      Alert page = panes.untilPage(watched, 60, ProofRig.KEY);
      // Then: two directions of four groups of sex and three of age
      assertThat(page.sequential().threshold()).isEqualTo(129_600.0 * 2 * 14);
      // When
      Path proof = rig.prove(watched, ProofRig.KEY, 0);
      // Then
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
    }
  }

  @Test
  void shouldShowTheNewestPanesWhenTwentyDaysDoNotFit() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given
      DrawnPanes panes = new DrawnPanes(7);
      panes.fair(watched, 20 * ProofRig.DAY, 100);
      Alert page = panes.untilPage(watched, 100, ProofRig.KEY);
      // When
      Path proof = rig.prove(watched, ProofRig.KEY, 0);
      // Then
      JsonNode json = Json.MAPPER.readTree(proof.toFile());
      assertThat(Files.size(proof)).isLessThanOrEqualTo(64_000);
      assertThat(json.at("/panes/number").asInt()).isBetween(5 * ProofRig.DAY, 20 * ProofRig.DAY);
      assertThat(json.at("/rule/detectors/0/warmUp").asInt()).isEqualTo(1000);
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
      // What it leaves out is less than a thousandth of the evidence.
      double whole = page.sequential().evidence();
      assertThat(json.at("/rule/detectors/0/evidence").asDouble())
          .isBetween(0.999 * whole, (1 + 1e-6) * whole);
    }
  }

  @Test
  void shouldHoldWhenGroupsAreOpenAndComparedWithEveryoneElse() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.OPEN)) {
      // Given
      DrawnPanes panes = new DrawnPanes(8, "f", "m", "it's \"x\" é");
      panes.fair(watched, 300, 60);
      Alert page = panes.untilPage(watched, 60, ProofRig.KEY);
      // When
      Path proof = rig.prove(watched, ProofRig.KEY, 0);
      // Then
      JsonNode detector = Json.MAPPER.readTree(proof.toFile()).at("/rule/detectors/0");
      assertThat(detector.get("reference").asText()).isEqualTo("everyone else");
      assertThat(detector.get("number").asInt()).isPositive();
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
    }
  }

  @Test
  void shouldHoldWhenTheRuleNeedsLabels() throws Exception {
    for (String metric :
        List.of("average_odds_difference", "disparate_impact_ratio", "equalized_odds_ratio")) {
      Path own = Files.createDirectories(folder.resolve(metric));
      try (WatchedPanes watched =
          new WatchedPanes(own, DrawnPanes.policyWith(metric, "0.8", "0.1"))) {
        // Given
        String key = "credit/" + metric + "/sex/f";
        DrawnPanes panes = new DrawnPanes(9);
        panes.fair(watched, 200, 60);
        Alert page = panes.untilPage(watched, 60, key);
        // When
        Path proof = rig.prove(watched, key, 0);
        // Then
        ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
      }
    }
  }

  @Test
  void shouldProveTheAskedPageWhenEvidenceBeganAnewInBetween() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given a page, a new model and another page
      DrawnPanes panes = new DrawnPanes(10);
      panes.fair(watched, 100, 100);
      Alert first = panes.untilPage(watched, 100, ProofRig.KEY);
      panes.untilCleared(watched, 100, ProofRig.KEY);
      panes.newModel();
      panes.fair(watched, 100, 100);
      Alert second = panes.untilPage(watched, 100, ProofRig.KEY);
      // When
      Path newest = rig.prove(watched, ProofRig.KEY, 0);
      // Then
      JsonNode json = Json.MAPPER.readTree(newest.toFile());
      assertThat(json.at("/page/at").asText()).isEqualTo(second.at().toString());
      assertThat(json.at("/page/evidence").asDouble()).isEqualTo(second.sequential().evidence());
      ProofRig.assertHolds(newest, second, ProofRig.newest(watched).head());
      // When
      Path asked = rig.prove(watched, ProofRig.KEY, 0, "--at", first.at().toString());
      // Then
      assertThat(Json.MAPPER.readTree(asked.toFile()).at("/page/evidence").asDouble())
          .isEqualTo(first.sequential().evidence());
      ProofRig.assertHolds(asked, first, ProofRig.headThrough(watched, first).head());
    }
  }

  @Test
  void shouldFindTheChangeWhenAPaneIsRewritten() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given
      DrawnPanes panes = new DrawnPanes(11);
      panes.fair(watched, 3 * 60, 100);
      panes.untilPage(watched, 100, ProofRig.KEY);
      Path recorded = watched.leave(folder.resolve("recorded"));
      assertThat(rig.chain(recorded)).isEqualTo(0);
      assertThat(rig.chain(recorded, "--head", ProofRig.newest(watched).head())).isEqualTo(0);
      assertThat(rig.said()).contains("unchanged: " + watched.heads().size());
      // When one count of the 70th pane is another
      Path file = recorded.resolve("pane-counts.jsonl");
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      lines.set(70, lines.get(70).replaceFirst("\"favourable\":(\\d+)", "\"favourable\":1$1"));
      Files.write(file, lines);
      // Then
      assertThat(rig.chain(recorded)).isEqualTo(1);
      assertThat(rig.said())
          .contains(
              "changed: a pane that ended after "
                  + watched.heads().get(0).through()
                  + " and by "
                  + watched.heads().get(1).through());
      // When the heads are rewritten too
      Files.write(recorded.resolve("chain-heads.jsonl"), List.of());
      // Then only who has noted one can tell
      assertThat(rig.chain(recorded)).isEqualTo(0);
      assertThat(rig.chain(recorded, "--head", watched.heads().get(0).head())).isEqualTo(0);
      assertThat(rig.chain(recorded, "--head", ProofRig.newest(watched).head())).isEqualTo(1);
      assertThat(rig.said()).contains("changed: no pane leads to the noted head");
    }
  }

  @Test
  void shouldGoOnFromADaysHeadWhenTheFirstPanesAreGone() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given panes of four days, of which the first and a part of the second are no longer kept
      DrawnPanes panes = new DrawnPanes(13);
      panes.fair(watched, 3 * ProofRig.DAY, 60);
      Alert page = panes.untilPage(watched, 60, ProofRig.KEY);
      watched.forget(1000);
      // When
      Path proof = rig.prove(watched, ProofRig.KEY, 0);
      // Then
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
      Path recorded = folder.resolve("recorded");
      assertThat(rig.chain(recorded, "--head", ProofRig.newest(watched).head())).isEqualTo(0);
      long whole =
          watched.heads().stream().filter(head -> head.panes() > 740 + ProofRig.DAY).count();
      assertThat(rig.said()).contains("unchanged: " + whole + " published heads agree");
    }
  }
}
