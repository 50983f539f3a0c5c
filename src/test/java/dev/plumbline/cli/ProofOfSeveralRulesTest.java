package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cli.proof.DrawnPanes;
import dev.plumbline.cli.proof.WatchedPanes;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.alert.SequentialEvidence.Naming;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.kafka.topic.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that several rules make together, from panes to {@code docs/verify.py}. */
class ProofOfSeveralRulesTest {

  private static final String SEVERAL = "credit/demographic_parity_difference/sex/";
  private static final int PEOPLE_SEED = 1;

  @TempDir private Path folder;
  private ProofRig rig;

  @BeforeEach
  void open() {
    rig = new ProofRig(folder);
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
        Path proof = rig.prove(watched, page.key(), 0);
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
        ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
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
      Path proof = rig.prove(watched, page.key(), 0);
      // Then
      JsonNode json = Json.MAPPER.readTree(proof.toFile());
      assertThat(json.at("/rule/detectors"))
          .extracting(each -> each.get("metric").asText())
          .contains("demographic_parity_difference", "equalized_odds_difference");
      assertThat(json.at("/chain/before").fieldNames())
          .toIterable()
          .containsExactly("decisions", "labels");
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
      JsonNode mutations = ProofRig.mutations(proof, 1000);
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
      Path proof = rig.prove(watched, page.key(), 0, "--most-bytes", "20000");
      // Then
      JsonNode json = Json.MAPPER.readTree(proof.toFile());
      assertThat(Files.size(proof)).isLessThanOrEqualTo(20_000);
      assertThat(json.at("/panes/number").asInt()).isBetween(1100, 2400);
      assertThat(json.at("/page/evidence").isNull()).isTrue();
      assertThat(groups(json)).containsExactly("h", "f", "g");
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
      // When too few bytes are allowed, then it says what helps
      rig.prove(watched, page.key(), 1, "--most-bytes", "9000");
      assertThat(rig.said()).contains("of 3 rules that page together: allow more bytes");
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
      Path proof = rig.prove(watched, third.key(), 0);
      // Then all three are shown, as each has a third
      ObjectNode json = (ObjectNode) Json.MAPPER.readTree(proof.toFile());
      assertThat(groups(json)).containsExactlyInAnyOrder("f", "g", "h");
      assertThat(groups(json).get(0)).isEqualTo(third.rule().group());
      ProofRig.assertHolds(proof, third, ProofRig.newest(watched).head());
      // When the last is left out, then two that have a third do not name each other
      ArrayNode detectors = (ArrayNode) json.at("/rule/detectors");
      JsonNode last = detectors.remove(2);
      double a = third.sequential().policyThreshold();
      ObjectNode rule = (ObjectNode) json.get("rule");
      double sum = rule.get("sum").asDouble();
      double ofLast = last.get("evidence").asDouble() * share(third);
      assertThat(sum - ofLast).isGreaterThan(a);
      rule.put("sum", sum - ofLast);
      assertThat(rig.verify(json)).isEqualTo("refused: page.named");
      // When one is there twice
      detectors.add(detectors.get(1));
      rule.put("sum", sum - ofLast + detectors.get(1).get("evidence").asDouble() * share(third));
      // Then
      assertThat(rig.verify(json)).isEqualTo("refused: rule.detectors: one is there twice");
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
      Path proof = rig.prove(watched, page.key(), 0);
      // Then
      assertThat(groups(Json.MAPPER.readTree(proof.toFile()))).containsExactly("f", "g");
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
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
  void shouldHoldWhenMeanScoresHaveTheirShareOfTheFalsePages() throws Exception {
    try (WatchedPanes watched =
        new WatchedPanes(
            folder, DrawnPanes.SEVERAL + "  - {metric: mean_score_difference, tolerance: 0.1}\n")) {
      // Given
      DrawnPanes panes = new DrawnPanes(15, "f", "g", "h", "m");
      panes.fair(watched, 60, 60);
      Alert page = panes.untilPage(watched, 60, ProofRig.KEY);
      // When
      Path proof = rig.prove(watched, ProofRig.KEY, 0);
      // Then
      ProofRig.assertHolds(proof, page, ProofRig.newest(watched).head());
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
      String head = ProofRig.headThrough(watched, first).head();
      // Then
      ProofRig.assertHolds(rig.prove(watched, incident.id(), 0), first, head);
      ProofRig.assertHolds(rig.prove(watched, "credit/" + incident.id(), 0), first, head);
      rig.prove(watched, incident.id(), 2, "--at", first.at().toString());
      assertThat(rig.said()).contains("leave out --at");
      rig.prove(watched, "260301-zzzzz", 1);
      assertThat(rig.said()).contains("there is no incident 260301-zzzzz of credit");
      rig.prove(watched, "other/" + incident.id(), 2);
      assertThat(rig.said()).contains("or the id of an incident");
    }
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
}
