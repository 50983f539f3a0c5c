package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.proof.DrawnPanes;
import dev.plumbline.cli.proof.Verifier;
import dev.plumbline.cli.proof.WatchedPanes;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.ChainHead;
import dev.plumbline.kafka.topic.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From panes through the alert stage and {@code prove} to {@code docs/verify.py}. */
class ProveCommandTest {

  private static final int DAY = 24 * 60;
  private static final String KEY = "credit/demographic_parity_difference/sex/f";

  @TempDir private Path folder;

  private final StringWriter said = new StringWriter();

  @BeforeEach
  void python() {
    Verifier.assumeInstalled();
  }

  @Test
  void shouldHoldWhenAPageIsProvenWithAllItsPanes() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given
      DrawnPanes panes = new DrawnPanes(5);
      panes.fair(watched, 2 * DAY, 40);
      Alert page = panes.untilPage(watched, 40, KEY);
      // When
      Path proof = prove(watched, KEY, 0);
      // Then
      JsonNode json = Json.MAPPER.readTree(proof.toFile());
      assertThat(json.at("/page/evidence").asDouble()).isEqualTo(page.sequential().evidence());
      assertThat(json.at("/page/onset").asText()).isEqualTo(page.sequential().onset().toString());
      assertThat(json.at("/panes/number").asInt()).isGreaterThan(2 * DAY);
      assertThat(Files.size(proof)).isLessThanOrEqualTo(64_000);
      assertHolds(proof, page, newest(watched).head());
    }
  }

  @Test
  void shouldRefuseEveryChangeWhenOneFieldOfAThousandProofsIsAnother() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given
      DrawnPanes panes = new DrawnPanes(6);
      panes.fair(watched, 50, 100);
      panes.untilPage(watched, 100, KEY);
      Path proof = prove(watched, KEY, 0);
      // When
      JsonNode mutations = mutations(proof, 1000);
      // Then
      assertThat(mutations.get("stale").asInt()).as("%s", mutations).isEqualTo(1000);
      assertThat(mutations.get("resealed").asInt()).as("%s", mutations).isEqualTo(1000);
    }
  }

  @Test
  void shouldShowTheNewestPanesWhenTwentyDaysDoNotFit() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given
      DrawnPanes panes = new DrawnPanes(7);
      panes.fair(watched, 20 * DAY, 100);
      Alert page = panes.untilPage(watched, 100, KEY);
      // When
      Path proof = prove(watched, KEY, 0);
      // Then
      JsonNode json = Json.MAPPER.readTree(proof.toFile());
      assertThat(Files.size(proof)).isLessThanOrEqualTo(64_000);
      assertThat(json.at("/panes/number").asInt()).isBetween(5 * DAY, 20 * DAY);
      assertThat(json.at("/rule/detectors/0/warmUp").asInt()).isEqualTo(1000);
      assertHolds(proof, page, newest(watched).head());
      assertThat(mutations(proof, 0).get("seconds").asDouble()).isLessThan(1);
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
      Alert page = panes.untilPage(watched, 60, KEY);
      // When
      Path proof = prove(watched, KEY, 0);
      // Then
      JsonNode detector = Json.MAPPER.readTree(proof.toFile()).at("/rule/detectors/0");
      assertThat(detector.get("reference").asText()).isEqualTo("everyone else");
      assertThat(detector.get("number").asInt()).isPositive();
      assertHolds(proof, page, newest(watched).head());
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
        Path proof = prove(watched, key, 0);
        // Then
        assertHolds(proof, page, newest(watched).head());
      }
    }
  }

  @Test
  void shouldProveTheAskedPageWhenEvidenceBeganAnewInBetween() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given a page, a new model and another page
      DrawnPanes panes = new DrawnPanes(10);
      panes.fair(watched, 100, 100);
      Alert first = panes.untilPage(watched, 100, KEY);
      panes.untilCleared(watched, 100, KEY);
      panes.newModel();
      panes.fair(watched, 100, 100);
      Alert second = panes.untilPage(watched, 100, KEY);
      // When
      Path newest = prove(watched, KEY, 0);
      // Then
      JsonNode json = Json.MAPPER.readTree(newest.toFile());
      assertThat(json.at("/page/at").asText()).isEqualTo(second.at().toString());
      assertThat(json.at("/page/evidence").asDouble()).isEqualTo(second.sequential().evidence());
      assertHolds(newest, second, newest(watched).head());
      // When
      Path asked = prove(watched, KEY, 0, "--at", first.at().toString());
      // Then
      assertThat(Json.MAPPER.readTree(asked.toFile()).at("/page/evidence").asDouble())
          .isEqualTo(first.sequential().evidence());
      assertHolds(asked, first, headThrough(watched, first).head());
    }
  }

  @Test
  void shouldFindTheChangeWhenAPaneIsRewritten() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given
      DrawnPanes panes = new DrawnPanes(11);
      panes.fair(watched, 3 * 60, 100);
      panes.untilPage(watched, 100, KEY);
      Path recorded = watched.leave(folder.resolve("recorded"));
      assertThat(chain(recorded)).isEqualTo(0);
      assertThat(chain(recorded, "--head", newest(watched).head())).isEqualTo(0);
      assertThat(said.toString()).contains("unchanged: " + watched.heads().size());
      // When one count of the 70th pane is another
      Path file = recorded.resolve("pane-counts.jsonl");
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      lines.set(70, lines.get(70).replaceFirst("\"favourable\":(\\d+)", "\"favourable\":1$1"));
      Files.write(file, lines);
      // Then
      assertThat(chain(recorded)).isEqualTo(1);
      assertThat(said.toString())
          .contains(
              "changed: a pane that ended after "
                  + watched.heads().get(0).through()
                  + " and by "
                  + watched.heads().get(1).through());
      // When the heads are rewritten too
      Files.write(recorded.resolve("chain-heads.jsonl"), List.of());
      // Then only who has noted one can tell
      assertThat(chain(recorded)).isEqualTo(0);
      assertThat(chain(recorded, "--head", watched.heads().get(0).head())).isEqualTo(0);
      assertThat(chain(recorded, "--head", newest(watched).head())).isEqualTo(1);
      assertThat(said.toString()).contains("changed: no pane leads to the noted head");
    }
  }

  @Test
  void shouldGoOnFromADaysHeadWhenTheFirstPanesAreGone() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given panes of four days, of which the first and a part of the second are no longer kept
      DrawnPanes panes = new DrawnPanes(13);
      panes.fair(watched, 3 * DAY, 60);
      Alert page = panes.untilPage(watched, 60, KEY);
      watched.forget(1000);
      // When
      Path proof = prove(watched, KEY, 0);
      // Then
      assertHolds(proof, page, newest(watched).head());
      Path recorded = folder.resolve("recorded");
      assertThat(chain(recorded, "--head", newest(watched).head())).isEqualTo(0);
      long whole = watched.heads().stream().filter(head -> head.panes() > 740 + DAY).count();
      assertThat(said.toString()).contains("unchanged: " + whole + " published heads agree");
    }
  }

  @Test
  void shouldSayWhyWhenThereIsNoProof() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given
      DrawnPanes panes = new DrawnPanes(12);
      panes.fair(watched, 60, 100);
      panes.untilPage(watched, 100, KEY);
      // Then
      prove(watched, "credit/demographic_parity_difference/sex/m", 1);
      assertThat(said.toString())
          .contains("there is no page of demographic_parity_difference/sex/m");
      prove(watched, "other/demographic_parity_difference/sex/f", 2);
      assertThat(said.toString()).contains("KEY must be credit/METRIC/ATTRIBUTE/GROUP or the id of an incident");
      prove(watched, KEY, 1, "--most-bytes", "2000");
      assertThat(said.toString()).contains("allow more bytes");
    }
  }

  private static void assertHolds(Path proof, Alert page, String head) throws Exception {
    Verifier.Answer answer = Verifier.verify(proof, "--head", head);
    assertThat(answer.said()).startsWith("proof holds: " + page.key() + " at " + page.at());
    assertThat(answer.said()).endsWith("head " + head);
    assertThat(answer.exit()).isZero();
    Verifier.Answer other = Verifier.verify(proof, "--head", "0".repeat(64));
    assertThat(other.said()).isEqualTo("refused: chain.head is not the head that was published");
    assertThat(other.exit()).isEqualTo(1);
  }

  private static JsonNode mutations(Path proof, int number) throws Exception {
    Verifier.Answer answer =
        Verifier.python(
            List.of(
                "src/test/oracles/proof_mutations.py", proof.toString(), Integer.toString(number)));
    assertThat(answer.exit()).as(answer.said()).isZero();
    return Json.MAPPER.readTree(answer.said());
  }

  private static ChainHead newest(WatchedPanes watched) {
    return watched.heads().get(watched.heads().size() - 1);
  }

  private static ChainHead headThrough(WatchedPanes watched, Alert page) {
    return watched.heads().stream()
        .filter(head -> head.through().equals(page.at()))
        .findFirst()
        .orElseThrow();
  }

  private int chain(Path recorded, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("chain", "credit", "--from", recorded.toString()));
    arguments.addAll(List.of(options));
    return execute(arguments);
  }

  private Path prove(WatchedPanes watched, String key, int expected, String... options)
      throws Exception {
    Path recorded = watched.leave(folder.resolve("recorded"));
    Path proof = folder.resolve("proof.json");
    List<String> arguments =
        new ArrayList<>(List.of("prove", key, "--policy", watched.policy().toString(), "--from"));
    arguments.addAll(List.of(recorded.toString(), "--out", proof.toString()));
    arguments.addAll(List.of(options));
    assertThat(execute(arguments)).as("%s", said).isEqualTo(expected);
    return proof;
  }

  private int execute(List<String> arguments) {
    PrintWriter out = new PrintWriter(said, true);
    return Main.commandLine().setOut(out).setErr(out).execute(arguments.toArray(String[]::new));
  }
}
