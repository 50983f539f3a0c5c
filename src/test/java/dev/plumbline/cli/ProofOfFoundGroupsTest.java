package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cli.proof.WatchedPanes;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.chain.ChainCheck;
import dev.plumbline.stage.alert.chain.ChainOrigin;
import dev.plumbline.stage.alert.search.SearchSimulation;
import dev.plumbline.stage.alert.search.SearchedTraffic;
import dev.plumbline.stage.alert.search.SearchedTraffic.Gap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of groups that a search found, from panes to {@code docs/verify.py}. */
class ProofOfFoundGroupsTest {

  private static final Gap OLD_WOMEN_AT_WORK =
      new Gap(Map.of("age", "v0", "job", "v0", "sex", "v0"), 0.3);
  private static final String FOUND = "/age*job*sex/v0*v0*v0";

  @TempDir private Path folder;
  private ProofRig rig;
  private SearchedTraffic traffic;
  private int minute;

  @BeforeEach
  void open() {
    rig = new ProofRig(folder);
  }

  private WatchedPanes watch(String yaml) throws Exception {
    WatchedPanes watched = new WatchedPanes(folder, yaml);
    Policy policy = PolicyReader.read(watched.policy());
    traffic = new SearchedTraffic(policy, 1);
    return watched;
  }

  private void minutes(WatchedPanes to, int number, int people, Gap... gaps) {
    for (int i = 0; i < number; i++) {
      to.add(traffic.pane(minute++, people, 0.6, List.of(gaps)));
    }
  }

  /** The first pages of several rules, about decisions and about labels. */
  @Test
  void shouldHoldWhenASearchFoundTheGroup() throws Exception {
    try (WatchedPanes watched = watch(SearchSimulation.yaml("PT1M", SearchSimulation.FOUR_RULES))) {
      // Given
      minutes(watched, 10, 6_000);
      minutes(watched, 15, 6_000, OLD_WOMEN_AT_WORK);
      assertThat(watched.pages()).hasSizeGreaterThan(1);
      for (Alert page : watched.pages()) {
        assertThat(page.key()).endsWith(FOUND);
        if (page.at().equals(watched.pages().get(0).at())) {
          // When
          Path proof = rig.prove(watched, page.key(), 0);
          // Then
          JsonNode json = Json.MAPPER.readTree(proof.toFile());
          assertThat(json.at("/page/evidence").asDouble()).isEqualTo(page.sequential().evidence());
          assertThat(Files.size(proof)).isLessThan(30_000);
          ProofRig.assertHolds(proof, page, ProofRig.headThrough(watched, page).head());
        }
      }
      // When
      Path proof = rig.prove(watched, watched.pages().get(0).key(), 0);
      // Then
      ProofRig.assertRefusesMutations(proof);
      // When everyone is said to be the group
      ObjectNode json = (ObjectNode) Json.MAPPER.readTree(proof.toFile());
      ((ObjectNode) json.at("/rule/detectors/0")).put("group", "*");
      // Then
      assertThat(rig.verify(json)).contains("not all compared are shown");
    }
  }

  /** The chain closes a day in between. */
  @Test
  void shouldHoldWhenTheEvidenceIsOfTwoDays() throws Exception {
    String rule = "fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]\n";
    try (WatchedPanes watched = watch(SearchSimulation.yaml("PT30M", rule))) {
      // Given
      minutes(watched, 40, 2_000);
      minutes(watched, 40, 2_000, OLD_WOMEN_AT_WORK);
      Alert page = watched.pages().get(0);
      // When
      Path proof = rig.prove(watched, page.key(), 0);
      // Then
      assertThat(page.key()).endsWith(FOUND);
      assertThat(Json.MAPPER.readTree(proof.toFile()).at("/panes/number").asInt())
          .isGreaterThan(40);
      ProofRig.assertHolds(proof, page, ProofRig.headThrough(watched, page).head());
      assertThat(ProofRig.mutations(proof, 0).get("seconds").asDouble()).isLessThan(1);
    }
  }

  /**
   * Other groups have a page, clear and come again: others are set apart in each part of the run.
   */
  @Test
  void shouldHoldWhenOtherGroupsWereSetApart() throws Exception {
    String rule = "fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]\n";
    try (WatchedPanes watched = watch(SearchSimulation.yaml("PT1M", rule))) {
      // Given
      Gap other = new Gap(Map.of("housing", "v1", "region", "v2"), 0.3);
      minutes(watched, 5, 6_000);
      minutes(watched, 20, 6_000, OLD_WOMEN_AT_WORK);
      minutes(watched, 20, 6_000, OLD_WOMEN_AT_WORK, other);
      Alert second = watched.pages().get(1);
      assertThat(second.key()).endsWith("/housing*region/v1*v2");
      // When
      Path proof = rig.prove(watched, second.key(), 0);
      // Then
      ChainHead head = ProofRig.headThrough(watched, second);
      assertThat(head.apart()).containsExactly("age*job*sex=v0*v0*v0");
      ProofRig.assertHolds(proof, second, head.head());
      ProofRig.assertRefusesMutations(proof);
      // When it clears with the first, and comes again
      minutes(watched, 100, 6_000);
      int before = watched.pages().size();
      minutes(watched, 20, 6_000, other);
      Alert third = watched.pages().get(before);
      assertThat(third.key()).isEqualTo(second.key());
      proof = rig.prove(watched, third.key(), 0);
      // Then
      ProofRig.assertHolds(proof, third, ProofRig.headThrough(watched, third).head());
      assertThat(unchangedHeads(watched)).isEqualTo(distinctHeads(watched));
    }
  }

  /**
   * A gap of the group inside of which another one is found is accepted: it is set apart all along.
   */
  @Test
  void shouldHoldInsideOfAGroupOfWhichAGapIsAccepted() throws Exception {
    String rule =
        """
        fairness:
          - metric: demographic_parity_difference
            tolerance: 0.1
            accept: [{group: sex=v0, gap: 0.5, until: 2100-01-01, why: known}]
        """;
    try (WatchedPanes watched = watch(SearchSimulation.yaml("PT1M", rule))) {
      // Given
      minutes(watched, 5, 6_000);
      minutes(watched, 30, 6_000, OLD_WOMEN_AT_WORK);
      Alert page = watched.pages().get(0);
      // When
      Path proof = rig.prove(watched, page.key(), 0);
      // Then
      ProofRig.assertHolds(proof, page, ProofRig.headThrough(watched, page).head());
      ProofRig.assertRefusesMutations(proof);
      assertThat(Json.MAPPER.readTree(proof.toFile()).at("/panes/groups").toString())
          .contains("* of v0*v0*v0");
    }
  }

  private static long distinctHeads(WatchedPanes watched) {
    return watched.heads().stream().map(ChainHead::panes).distinct().count();
  }

  /** How many of the published heads the panes lead to, when nobody has the policy. */
  private static long unchangedHeads(WatchedPanes watched) {
    ChainCheck check =
        new ChainCheck(
            watched.heads().get(0).model(), ChainOrigin.BEGINNING, watched.heads(), null);
    watched.values().forEach(check::add);
    check.end();
    assertThat(check.changed()).isNull();
    return check.agreeing();
  }
}
