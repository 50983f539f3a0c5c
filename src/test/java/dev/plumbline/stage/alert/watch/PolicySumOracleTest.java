package dev.plumbline.stage.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The evidence of a whole policy and the rules that its pages name, against {@code
 * src/test/oracles/policy_sum.py}: twelve stories of four groups and two rules.
 */
class PolicySumOracleTest {

  @Test
  void shouldAddUpAndNameAsTheOracleDoesWhenPanesFollow() throws IOException {
    int pages = 0;
    for (JsonNode story : stories()) {
      // Given
      AlertStateMachine machine = new AlertStateMachine(policy(story));
      WatchStateMap state = new WatchStateMap();
      List<String> told = new ArrayList<>();
      for (int minute = 0; minute < story.get("panes").size(); minute++) {
        // When
        List<Alert> alerts = state.apply(machine.onPane(state, pane(story, minute, groups -> {})));
        // Then
        double expected = story.get("sums").get(minute).asDouble();
        if (alerts.isEmpty()) {
          assertThat(state.model().sumOfEvidence())
              .isCloseTo(expected, within(1e-6 * (1 + expected)));
        }
        for (Alert alert : alerts) {
          told.add(
              String.format(
                  Locale.ROOT,
                  "%d %s %s %s %.4g %.4g",
                  minute,
                  alert.rule().group(),
                  alert.rule().metric(),
                  alert.sequential().named(),
                  alert.sequential().share(),
                  alert.sequential().policyEvidence()));
          assertThat(alert.sequential().policyThreshold())
              .isEqualTo(story.get("threshold").asDouble());
        }
      }
      assertThat(told).isEqualTo(expected(story));
      pages += told.size();
    }
    assertThat(pages).isGreaterThan(20);
  }

  /** Whatever order the groups of a pane are in, the states and alerts are the same, to the bit. */
  @Test
  void shouldBeTheSameBitsWhenGroupsComeInAnotherOrder() throws IOException {
    for (JsonNode story : stories()) {
      // Given
      AlertStateMachine machine = new AlertStateMachine(policy(story));
      WatchStateMap state = new WatchStateMap();
      WatchStateMap shuffled = new WatchStateMap();
      Random random = new Random(3);
      for (int minute = 0; minute < story.get("panes").size(); minute++) {
        // When
        List<Alert> alerts = state.apply(machine.onPane(state, pane(story, minute, groups -> {})));
        List<Alert> others =
            shuffled.apply(
                machine.onPane(
                    shuffled, pane(story, minute, groups -> Collections.shuffle(groups, random))));
        // Then
        assertThat(others).isEqualTo(alerts);
        assertThat(shuffled.model()).isEqualTo(state.model());
      }
    }
  }

  private static List<String> expected(JsonNode story) {
    List<String> told = new ArrayList<>();
    for (JsonNode page : story.get("pages")) {
      for (int i = 0; i < page.get("named").size(); i++) {
        told.add(
            String.format(
                Locale.ROOT,
                "%d %s %s %s %.4g %.4g",
                page.get("minute").asInt(),
                page.get("named").get(i).get(0).asText(),
                page.get("named").get(i).get(1).asText(),
                page.get("how").asText().toUpperCase(Locale.ROOT),
                page.get("shares").get(i).asDouble(),
                page.get("sum").asDouble()));
      }
    }
    return told;
  }

  /** Nothing clears: the oracle knows no clearing. */
  private static Policy policy(JsonNode story) {
    String groups = story.get("closed").asBoolean() ? "sex: [a, b, c, d, m]" : "sex: []";
    return AlertTestPolicies.read(
        """
        model: credit
        scoring: {source: provided}
        outcome: {favourable: ["yes"]}
        groups: {attributes: {%s}, reference: {sex: m}}
        alerts: {falsePages: {atMost: 1, per: PT%dM}, clearAfter: {evidence: 1.0e+12}}
        fairness:
          - {metric: demographic_parity_difference, tolerance: 0.1}
          - {metric: disparate_impact_ratio, tolerance: 0.8}
        """
            .formatted(groups, story.get("threshold").asInt()));
  }

  private interface Order {
    void apply(List<GroupCounts> groups);
  }

  private static PaneCounts pane(JsonNode story, int minute, Order order) {
    Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes(minute));
    List<GroupCounts> groups = new ArrayList<>();
    story
        .get("panes")
        .get(minute)
        .fields()
        .forEachRemaining(
            each ->
                groups.add(
                    new GroupCounts(
                        "sex",
                        each.getKey(),
                        each.getValue().get(1).asLong(),
                        each.getValue().get(0).asLong(),
                        0,
                        0,
                        0,
                        0,
                        0)));
    order.apply(groups);
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        groups,
        Map.of(),
        List.of(),
        "m1",
        "v1");
  }

  private static JsonNode stories() throws IOException {
    JsonNode stories =
        new ObjectMapper().readTree(Path.of("src/test/resources/oracles/policy_sum.json").toFile());
    assertThat(stories).hasSize(12);
    return stories;
  }
}
