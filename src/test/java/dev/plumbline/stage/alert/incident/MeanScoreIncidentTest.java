package dev.plumbline.stage.alert.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.stage.alert.AlertDriver;
import dev.plumbline.stage.alert.AlertTestPolicies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages of mean scores, of whom decisions say nothing, through the stage's topology. */
class MeanScoreIncidentTest {

  private static final String POLICY =
      """
      model: credit
      scoring: {source: provided}
      outcome: {favourable: ["yes"]}
      groups: {attributes: {sex: [f, m]%s}, minimumSize: 30%s}
      ethics: {alertWhen: {ethicsBelow: 0, biasAbove: 1}}
      alerts: {falsePages: {atMost: 1, per: P90D}}
      fairness: [{metric: mean_score_difference, tolerance: 0.1}]
      """;

  @Test
  void shouldBeOneIncidentWhenOneOfTwoGroupsScoresLowerAndTheOtherThereforeHigher() {
    // Given nobody is the reference
    try (AlertDriver driver = new AlertDriver(AlertTestPolicies.read(POLICY.formatted("", "")))) {
      // When
      for (int minute = 0; minute < 120; minute++) {
        driver.pane(
            pane(
                minute,
                List.of(scores("sex", "f", minute < 60 ? 0.6 : 0.35), scores("sex", "m", 0.6))));
      }
      // Then
      assertThat(driver.alerts().stream().filter(Alert::opensPage).map(each -> each.rule().group()))
          .containsExactlyInAnyOrder("f", "m");
      assertThat(driver.incidents().stream().map(Incident::id).distinct()).hasSize(1);
    }
  }

  @Test
  void shouldBeTwoIncidentsWhenAWiderGroupScoresLowerWithoutTheFirstOneToo() {
    assertThat(incidents(0.35)).isEqualTo(2);
  }

  @Test
  void shouldBeOneIncidentWhenAWiderGroupScoresLowerByTheFirstOneAlone() {
    assertThat(incidents(0.6)).isEqualTo(1);
  }

  /**
   * Race b scores lower from the first hour on and pages; an hour later women of race b do with a
   * mean of 0.1, and another hour later all women, of whom the others have this mean. That of men
   * is 0.6.
   */
  private static long incidents(double others) {
    String groups = ", race: [a, b]";
    String more = ", intersections: [[sex, race]], reference: {sex: m, race: a, sex*race: m*a}";
    try (AlertDriver driver =
        new AlertDriver(AlertTestPolicies.read(POLICY.formatted(groups, more)))) {
      for (int minute = 0; minute < 240; minute++) {
        driver.pane(
            pane(
                minute,
                List.of(
                    scores("race", "a", 0.6),
                    scores("race", "b", minute < 60 ? 0.6 : 0.2),
                    scores("sex", "f", minute < 180 ? 0.6 : (0.1 + others) / 2),
                    scores("sex", "m", 0.6),
                    scores("sex*race", "f*b", minute < 120 ? 0.6 : 0.1),
                    scores("sex*race", "m*a", 0.6),
                    scores("sex*race", "m*b", 0.6))));
      }
      assertThat(
              driver.alerts().stream()
                  .filter(Alert::opensPage)
                  .map(each -> each.rule().attribute()))
          .containsExactly("race", "sex*race", "sex");
      return driver.incidents().stream().map(Incident::id).distinct().count();
    }
  }

  /** Of 40 requests of a cell and 80 of others, with a standard deviation of 0.1. */
  private static GroupScoreSums scores(String attribute, String group, double mean) {
    long n = attribute.contains("*") ? 40 : 80;
    return new GroupScoreSums(
        attribute,
        group,
        n,
        Math.round(1e9 * n * mean),
        Math.round(1e9 * n * (mean * mean + 0.01)));
  }

  /** Decisions are the same for all. */
  private static PaneCounts pane(int minute, List<GroupScoreSums> scores) {
    List<GroupCounts> groups =
        scores.stream()
            .map(
                each ->
                    new GroupCounts(
                        each.attribute(), each.group(), each.n(), each.n() / 2, 0, 0, 0, 0, 0))
            .toList();
    return new PaneCounts(
        "credit",
        new TimeSpan(CellTraffic.minute(minute), CellTraffic.minute(minute + 1)),
        groups,
        Map.of(),
        List.of(),
        "m1",
        "v1",
        null,
        List.of(),
        scores,
        Map.of(),
        Map.of());
  }
}
