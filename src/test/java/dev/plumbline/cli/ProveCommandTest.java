package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cli.proof.DrawnPanes;
import dev.plumbline.cli.proof.Verifier;
import dev.plumbline.cli.proof.WatchedPanes;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.alert.SequentialEvidence.Naming;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.ChainHead;
import dev.plumbline.kafka.topic.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From panes through the alert stage and {@code prove} to {@code docs/verify.py}. */
class ProveCommandTest {

  private static final int DAY = 24 * 60;
  private static final String KEY = "credit/demographic_parity_difference/sex/f";

  private static final String SEVERAL = "credit/demographic_parity_difference/sex/";
  private static final int PEOPLE_SEED = 1;

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
  void shouldAddTheOtherRulesWhenTheyReachTheThresholdOnlyTogether() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.SEVERAL)) {
      // Given three groups of which none has enough evidence alone, and two together have
      List<Alert> pages = severalPages(watched, 13);
      assertThat(pages).extracting(Alert::key).containsExactly(SEVERAL + "g", SEVERAL + "h");
      for (Alert page : pages) {
        SequentialEvidence evidence = page.sequential();
        assertThat(evidence.named()).isEqualTo(Naming.TOGETHER);
        assertThat(evidence.evidence()).isLessThan(evidence.threshold());
        // When
        Path proof = prove(watched, page.key(), 0);
        // Then
        JsonNode json = Json.MAPPER.readTree(proof.toFile());
        assertThat(json.at("/page/evidence").asDouble()).isEqualTo(evidence.evidence());
        assertThat(json.at("/page/named").asText()).isEqualTo("together");
        String other = page.equals(pages.get(0)) ? "h" : "g";
        assertThat(groups(json)).containsExactly(page.rule().group(), other);
        // What it shows is enough, and less than all there was.
        assertThat(json.at("/rule/sum").asDouble())
            .isGreaterThanOrEqualTo(evidence.policyThreshold())
            .isLessThan(evidence.policyEvidence());
        assertHolds(proof, page, newest(watched).head());
      }
    }
  }

  @Test
  void shouldRefuseEveryChangeWhenAProofShowsSeveralRulesAndBothKindsOfCounts() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given a rule about decisions and one about labels that page together
      DrawnPanes panes = new DrawnPanes(59);
      panes.worse(Map.of("f", 0.42));
      panes.fair(watched, 60, 40);
      Alert page = panes.untilPages(watched, 40).get(0);
      assertThat(page.sequential().named()).isEqualTo(Naming.TOGETHER);
      // When
      Path proof = prove(watched, page.key(), 0);
      // Then
      JsonNode json = Json.MAPPER.readTree(proof.toFile());
      assertThat(json.at("/rule/detectors"))
          .extracting(each -> each.get("metric").asText())
          .contains("demographic_parity_difference", "equalized_odds_difference");
      assertThat(json.at("/chain/before").fieldNames())
          .toIterable()
          .containsExactly("decisions", "labels");
      assertHolds(proof, page, newest(watched).head());
      JsonNode mutations = mutations(proof, 1000);
      assertThat(mutations.get("stale").asInt()).as("%s", mutations).isEqualTo(1000);
      assertThat(mutations.get("resealed").asInt()).as("%s", mutations).isEqualTo(1000);
    }
  }

  @Test
  void shouldShowTheNewestPanesWhenTheRulesThatPageTogetherTookLong() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.SEVERAL)) {
      // Given
      DrawnPanes panes = new DrawnPanes(10, "f", "g", "h", "m");
      panes.worse(Map.of("f", 0.4, "g", 0.41, "h", 0.42));
      panes.fair(watched, 2500, 40);
      Alert page = panes.untilPages(watched, 40).get(0);
      assertThat(page.sequential().named()).isEqualTo(Naming.TOGETHER);
      // When
      Path proof = prove(watched, page.key(), 0, "--most-bytes", "20000");
      // Then
      JsonNode json = Json.MAPPER.readTree(proof.toFile());
      assertThat(Files.size(proof)).isLessThanOrEqualTo(20_000);
      assertThat(json.at("/panes/number").asInt()).isBetween(1100, 2400);
      assertThat(json.at("/page/evidence").isNull()).isTrue();
      assertThat(groups(json)).containsExactly("h", "f", "g");
      assertHolds(proof, page, newest(watched).head());
      // When too few bytes are allowed, then it says what helps
      prove(watched, page.key(), 1, "--most-bytes", "9000");
      assertThat(said.toString()).contains("of 3 rules that page together: allow more bytes");
    }
  }

  @Test
  void shouldProveThatARuleIsNamedWhenEachOfSeveralHasItsPartOfTheThreshold() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.SEVERAL)) {
      // Given a page of three names, none of which reaches the threshold alone
      List<Alert> pages = severalPages(watched, 46);
      assertThat(pages).hasSize(3);
      Alert third = pages.get(2);
      assertThat(third.sequential().named()).isEqualTo(Naming.EACH);
      assertThat(2 * third.sequential().share()).isLessThan(third.sequential().policyThreshold());
      // When
      Path proof = prove(watched, third.key(), 0);
      // Then all three are shown, as each has a third
      ObjectNode json = (ObjectNode) Json.MAPPER.readTree(proof.toFile());
      assertThat(groups(json)).containsExactlyInAnyOrder("f", "g", "h");
      assertThat(groups(json).get(0)).isEqualTo(third.rule().group());
      assertHolds(proof, third, newest(watched).head());
      // When the last is left out, then two that have a third do not name each other
      ArrayNode detectors = (ArrayNode) json.at("/rule/detectors");
      JsonNode last = detectors.remove(2);
      double a = third.sequential().policyThreshold();
      ObjectNode rule = (ObjectNode) json.get("rule");
      double sum = rule.get("sum").asDouble();
      double ofLast = last.get("evidence").asDouble() * share(third);
      assertThat(sum - ofLast).isGreaterThan(a);
      rule.put("sum", sum - ofLast);
      assertThat(verify(json)).isEqualTo("refused: page.named");
      // When one is there twice
      detectors.add(detectors.get(1));
      rule.put("sum", sum - ofLast + detectors.get(1).get("evidence").asDouble() * share(third));
      // Then
      assertThat(verify(json)).isEqualTo("refused: rule.detectors: one is there twice");
    }
  }

  @Test
  void shouldLeaveARuleOutWhenItRestsOnTooFewPeople() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.SEVERAL)) {
      // Given the strongest evidence is of five people, and two other groups page together
      DrawnPanes panes = new DrawnPanes(PEOPLE_SEED, "f", "g", "h", "m");
      panes.worse(Map.of("f", 0.4, "g", 0.41, "h", 0.35));
      panes.people(Map.of("f", 60, "g", 60, "h", 5, "m", 60));
      panes.fair(watched, 60, 40);
      List<Alert> pages = panes.untilPages(watched, 40);
      Alert page = pages.get(0);
      assertThat(page.sequential().people()).isEqualTo(60);
      assertThat(page.sequential().evidence()).isLessThan(page.sequential().threshold());
      // When
      Path proof = prove(watched, page.key(), 0);
      // Then
      assertThat(groups(Json.MAPPER.readTree(proof.toFile()))).containsExactly("f", "g");
      assertHolds(proof, page, newest(watched).head());
    }
    // Were five people enough, theirs would have been the page.
    Path other = Files.createDirectories(folder.resolve("other"));
    try (WatchedPanes watched =
        new WatchedPanes(other, DrawnPanes.SEVERAL + "evidence: {minimumPeople: 5}")) {
      DrawnPanes panes = new DrawnPanes(PEOPLE_SEED, "f", "g", "h", "m");
      panes.worse(Map.of("f", 0.4, "g", 0.41, "h", 0.35));
      panes.people(Map.of("f", 60, "g", 60, "h", 5, "m", 60));
      panes.fair(watched, 60, 40);
      assertThat(panes.untilPages(watched, 40))
          .extracting(alert -> alert.rule().group())
          .containsExactly("h");
    }
  }

  @Test
  void shouldProveThePageThatOpenedItWhenAnIncidentIsAskedFor() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.SEVERAL)) {
      // Given an incident that a later page has joined or followed
      DrawnPanes panes = new DrawnPanes(14, "f", "g", "h", "m");
      panes.worse(Map.of("f", 0.35, "g", 0.4));
      panes.fair(watched, 60, 60);
      Alert first = panes.untilPage(watched, 60, SEVERAL + "f");
      panes.untilPage(watched, 60, SEVERAL + "g");
      Incident incident = watched.incidents().get(0);
      assertThat(incident.rule()).isEqualTo(first.rule());
      String head = headThrough(watched, first).head();
      // Then
      assertHolds(prove(watched, incident.id(), 0), first, head);
      assertHolds(prove(watched, "credit/" + incident.id(), 0), first, head);
      prove(watched, incident.id(), 2, "--at", first.at().toString());
      assertThat(said.toString()).contains("leave out --at");
      prove(watched, "260301-zzzzz", 1);
      assertThat(said.toString()).contains("there is no incident 260301-zzzzz of credit");
      prove(watched, "other/" + incident.id(), 2);
      assertThat(said.toString()).contains("or the id of an incident");
    }
  }

  @Test
  void shouldHoldWhenMeanScoresHaveTheirShareOfTheFalsePages() throws Exception {
    try (WatchedPanes watched =
        new WatchedPanes(
            folder, DrawnPanes.SEVERAL + "  - {metric: mean_score_difference, tolerance: 0.1}\n")) {
      // Given
      DrawnPanes panes = new DrawnPanes(15, "f", "g", "h", "m");
      panes.fair(watched, 60, 60);
      Alert page = panes.untilPage(watched, 60, KEY);
      // When
      Path proof = prove(watched, KEY, 0);
      // Then
      assertHolds(proof, page, newest(watched).head());
    }
  }

  @Test
  void shouldSayWhyWhenThePageIsAboutMeanScores() throws Exception {
    String yaml = DrawnPanes.SEVERAL + "  - {metric: mean_score_difference, tolerance: 0.1}\n";
    try (WatchedPanes watched = new WatchedPanes(folder, yaml)) {
      // Given
      DrawnPanes panes = new DrawnPanes(17, "f", "g", "h", "m");
      panes.scored();
      panes.fair(watched, 60, 60);
      String key = "credit/mean_score_difference/sex/f";
      panes.untilPage(watched, 60, key);
      // When
      prove(watched, key, 1);
      // Then
      assertThat(said.toString()).contains("this page is about mean scores");
    }
  }

  @Test
  void shouldSayWhyWhenScoresShareTheFalsePages() throws Exception {
    String yaml =
        DrawnPanes.SEVERAL + "ethics: {alertWhen: {privacy: {below: 0.5, severity: page}}}\n";
    try (WatchedPanes watched = new WatchedPanes(folder, yaml)) {
      // Given
      DrawnPanes panes = new DrawnPanes(16, "f", "g", "h", "m");
      panes.fair(watched, 60, 60);
      panes.untilPage(watched, 60, KEY);
      // When
      prove(watched, KEY, 1);
      // Then
      assertThat(said.toString()).contains("scores or drift page under this policy");
    }
  }

  @Test
  void shouldSayWhyWhenThePolicyAcceptsAGap() throws Exception {
    String yaml =
        DrawnPanes.DECLARED.replaceFirst(
            "(metric: demographic_parity_difference, tolerance: [0-9.]+)",
            "$1, accept: [{group: sex=m, gap: 0.3, until: 2030-01-01, why: known}]");
    assertThat(yaml).contains("accept:");
    try (WatchedPanes watched = new WatchedPanes(folder, yaml)) {
      // Given
      DrawnPanes panes = new DrawnPanes(17);
      panes.fair(watched, 60, 100);
      panes.untilPage(watched, 100, KEY);
      // When
      prove(watched, KEY, 1);
      // Then
      assertThat(said.toString()).contains("the policy accepts standing gaps (accept)");
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
      assertThat(said.toString())
          .contains("KEY must be credit/METRIC/ATTRIBUTE/GROUP or the id of an incident");
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

  /** The first pages of three groups that fall behind. */
  private static List<Alert> severalPages(WatchedPanes watched, int seed) {
    DrawnPanes panes = new DrawnPanes(seed, "f", "g", "h", "m");
    panes.worse(Map.of("f", 0.4, "g", 0.41, "h", 0.42));
    panes.fair(watched, 60, 40);
    return panes.untilPages(watched, 40);
  }

  private static List<String> groups(JsonNode proof) {
    List<String> groups = new ArrayList<>();
    proof.at("/rule/detectors").forEach(each -> groups.add(each.get("group").asText()));
    return groups;
  }

  /** Of each detector, as all groups are declared. */
  private static double share(Alert page) {
    return page.sequential().policyThreshold() / page.sequential().threshold();
  }

  /** What the verifier says of a proof that was changed and has a digest made anew. */
  private String verify(ObjectNode changed) throws Exception {
    changed.remove("digest");
    String whole = Json.MAPPER.writeValueAsString(changed);
    String open = whole.substring(0, whole.length() - 1);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(open.getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("changed.json");
    Files.writeString(file, open + ",\"digest\":\"" + HexFormat.of().formatHex(hash) + "\"}\n");
    return Verifier.verify(file).said();
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
