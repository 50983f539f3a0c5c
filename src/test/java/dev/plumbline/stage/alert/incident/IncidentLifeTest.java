package dev.plumbline.stage.alert.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentStatus.Occasion;
import dev.plumbline.event.incident.StartChange.Kind;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertDriver;
import dev.plumbline.stage.alert.AlertTestPolicies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of incidents, through the stage's topology. */
class IncidentLifeTest {

  private static final int DAY = 1440;
  private static final int START = 300;

  private static final String RULES =
      """
      fairness:
        - {metric: demographic_parity_difference, tolerance: 0.1}
        - {metric: disparate_impact_ratio, tolerance: 0.8}
        - {metric: equal_opportunity_difference, tolerance: 0.1}
        - {metric: equalized_odds_difference, tolerance: 0.1}
      """;

  private static final String ALERTS = "alerts: {falsePages: {atMost: 1, per: P90D}}\n";

  private AlertDriver driver;

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldBeOneIncidentWhenFourRulesOnThreeAttributesHaveOneCause() {
    // Given women of race b fall behind after five fair hours, and so women and race b
    CellTraffic traffic =
        new CellTraffic(
            1,
            40,
            true,
            (minute, sex, race) -> minute >= START && (sex + race).equals("fb") ? 0.3 : 0.7);
    // When two days pass
    run(policy("", true), traffic, 0, 2 * DAY);
    // Then
    List<Alert> pages = pages();
    assertThat(pages.stream().map(page -> page.rule().attribute()).distinct())
        .containsExactlyInAnyOrder("sex", "race", "sex*race");
    assertThat(pages.stream().map(page -> page.rule().metric()).distinct()).hasSize(4);
    assertThat(ids()).hasSize(1);
    assertThat(driver.incidents()).allMatch(Incident::stillOpen);
    assertThat(pages)
        .allSatisfy(
            page -> assertThat(page.context().incident()).isEqualTo(ids().iterator().next()));
    assertThat(driver.incidents().get(0).status().occasion()).isEqualTo(Occasion.OPENED);
    long rules = pages.stream().map(Alert::key).distinct().count();
    assertThat(loud()).hasSizeLessThanOrEqualTo(1 + (int) rules + 2);
    assertThat(driver.incidents()).hasSizeLessThanOrEqualTo(1 + (int) rules + 2 + 48);
    assertThat(last().rules()).hasSizeGreaterThanOrEqualTo((int) rules);
  }

  @Test
  void shouldBeTwoIncidentsWhenTwoGroupsHaveCausesOfTheirOwn() {
    // Given women fall behind, and race b ten hours later
    CellTraffic traffic =
        new CellTraffic(
            2,
            40,
            true,
            (minute, sex, race) ->
                0.7
                    - (minute >= START && sex.equals("f") ? 0.3 : 0)
                    - (minute >= 900 && race.equals("b") ? 0.3 : 0));
    // When
    run(policy("", true), traffic, 0, DAY);
    // Then the intersections are the first one's, and race b is not
    assertThat(ids()).hasSize(2);
    List<Incident> opened =
        driver.incidents().stream()
            .filter(each -> each.status().occasion() == Occasion.OPENED)
            .toList();
    assertThat(opened.get(1).rule().attribute()).isEqualTo("race");
    assertThat(opened.get(1).status().onset()).isAfter(CellTraffic.minute(880));
  }

  @Test
  void shouldClearWithItsLastRuleAndOpenAgainWhenThePageComesBackSoon() {
    // Given
    CellTraffic traffic =
        new CellTraffic(
            3,
            40,
            false,
            (minute, sex, race) ->
                sex.equals("f") && (minute >= START && minute < 600 || minute >= 700) ? 0.4 : 0.7);
    // When
    run(policy("", false), traffic, 0, 1000);
    // Then
    assertThat(ids()).hasSize(1);
    List<Occasion> occasions =
        driver.incidents().stream()
            .map(each -> each.status().occasion())
            .filter(each -> each != Occasion.REFRESHED && each != Occasion.ESCALATED)
            .toList();
    assertThat(occasions).containsExactly(Occasion.OPENED, Occasion.CLEARED, Occasion.REOPENED);
    Incident cleared = only(Occasion.CLEARED);
    assertThat(cleared.rules()).allSatisfy(each -> assertThat(each.clearedAt()).isNotNull());
    assertThat(cleared.status().at())
        .isEqualTo(
            cleared.rules().stream()
                .map(each -> each.clearedAt())
                .max(Comparator.naturalOrder())
                .orElseThrow());
    assertThat(cleared.text().title())
        .contains("cleared after", "rules are inside tolerance again");
    Incident again = only(Occasion.REOPENED);
    assertThat(again.status().reopened()).isEqualTo(1);
    assertThat(again.status().since()).isEqualTo(cleared.status().since());
  }

  @Test
  void shouldBeAnotherIncidentWhenThePageComesBackLate() {
    // Given
    CellTraffic traffic =
        new CellTraffic(
            3,
            40,
            false,
            (minute, sex, race) ->
                sex.equals("f") && (minute >= START && minute < 600 || minute >= 1100) ? 0.4 : 0.7);
    // When
    run(policy("", false), traffic, 0, 1300);
    // Then
    assertThat(ids()).hasSize(2);
    assertThat(last().status().reopened()).isZero();
  }

  @Test
  void shouldBeOneIncidentThatNamesTheVersionsWhenTwoTakeTurns() {
    // Given
    CellTraffic traffic =
        new CellTraffic(
            4, 40, false, (minute, sex, race) -> sex.equals("f") && minute >= START ? 0.4 : 0.7);
    driver = new AlertDriver(policy("", false));
    // When a canary scores most of every other pane from the start of the gap
    for (int minute = 0; minute < 800; minute++) {
      traffic.modelVersion(minute >= START && minute % 2 == 0 ? "m2" : "m1");
      pass(traffic, minute);
    }
    // Then
    assertThat(ids()).hasSize(1);
    assertThat(driver.incidents()).allMatch(Incident::stillOpen);
    assertThat(last().changes())
        .filteredOn(each -> each.kind() == Kind.MODEL_VERSION)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.what()).isEqualTo("m2");
              assertThat(each.at()).isEqualTo(CellTraffic.minute(START));
              assertThat(String.join("\n", last().text().lines())).contains(each.sentence());
            });
  }

  @Test
  void shouldSaySoWhenTheGapIsThereFromTheFirstPane() {
    // Given
    CellTraffic traffic =
        new CellTraffic(5, 40, false, (minute, sex, race) -> sex.equals("f") ? 0.4 : 0.7);
    // When
    run(policy("", false), traffic, 0, 120);
    // Then
    assertThat(ids()).hasSize(1);
    assertThat(last().status().onset()).isEqualTo(CellTraffic.NOON);
    assertThat(last().changes()).extracting(each -> each.kind()).containsExactly(Kind.FIRST_PANE);
  }

  @Test
  void shouldNameTheTrafficThatChangedWhenTheGapBegins() {
    // Given women of race a come only from then on, so that every second is a woman and not a third
    CellTraffic traffic =
        new CellTraffic(
            10,
            40,
            false,
            (minute, sex, race) ->
                minute >= START
                    ? sex.equals("f") ? 0.4 : 0.7
                    : (sex + race).equals("fa") ? -1 : 0.7);
    // When
    run(policy("", false), traffic, 0, 400);
    // Then
    assertThat(last().changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(Kind.TRAFFIC_SHARE);
              assertThat(change.sentence()).contains("50.0 %", "33.3 %");
            });
  }

  @Test
  void shouldSayThatNothingChangedWhenNothingDid() {
    // When
    run(policy("", false), lasting(), 0, 400);
    // Then
    assertThat(last().changes()).isEmpty();
    assertThat(last().text().lines())
        .anyMatch(line -> line.startsWith("Around its start nothing changed that is watched"));
  }

  @Test
  void shouldBeOneIncidentWhenOneSideIsBehindAndTheOtherThereforeAhead() {
    // Given nobody is declared the reference: women against men, and men against women
    String policy = RULES + "groups: {attributes: {sex: [f, m]}, minimumSize: 30}\n";
    // When
    run(read(policy + ALERTS), lasting(), 0, 600);
    // Then
    assertThat(pages().stream().map(page -> page.rule().group()).distinct())
        .containsExactlyInAnyOrder("f", "m");
    assertThat(ids()).hasSize(1);
  }

  @Test
  void shouldStayOpenAndSayWhatItKnowsWhenTheGroupsTrafficStops() {
    // Given women stop coming
    CellTraffic traffic =
        new CellTraffic(
            6,
            40,
            false,
            (minute, sex, race) ->
                sex.equals("m") || minute < START ? 0.7 : minute < 500 ? 0.4 : -1);
    // When
    run(policy("", false), traffic, 0, 900);
    // Then
    assertThat(driver.incidents()).allMatch(Incident::stillOpen);
    assertThat(last().text().lines())
        .contains("Nothing has come of sex=f since 2026-03-01 20:20 UTC.");
  }

  @Test
  void shouldStayAsItWasWhenTheModelsTrafficStops() {
    // Given
    CellTraffic traffic = lasting();
    // When the panes end
    run(policy("", false), traffic, 0, 400);
    // Then nothing clears, and the newest state says until when it knows anything
    assertThat(last().stillOpen()).isTrue();
    assertThat(last().status().until()).isBeforeOrEqualTo(CellTraffic.minute(400));
    assertThat(last().status().until()).isEqualTo(last().status().at());
  }

  @Test
  void shouldStayOpenWhenTheGapIsTooCloseToTell() {
    // Given a gap that becomes exactly the tolerance
    CellTraffic traffic =
        new CellTraffic(
            7,
            40,
            false,
            (minute, sex, race) ->
                sex.equals("m") || minute < START ? 0.7 : minute < 500 ? 0.4 : 0.6);
    // When
    run(
        policy("", false, "fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]\n"),
        traffic,
        0,
        2 * DAY);
    // Then
    assertThat(ids()).hasSize(1);
    assertThat(driver.incidents()).allMatch(Incident::stillOpen);
  }

  @Test
  void shouldRemindAndRefreshAtThePolicysPaceWhenItStaysOpen() {
    // When
    run(policy("refreshEvery: PT2H, remindAfter: PT12H", false), lasting(), 0, 2 * DAY);
    // Then
    List<Incident> all = driver.incidents();
    assertThat(all.stream().filter(each -> each.status().occasion() == Occasion.REMINDED))
        .hasSize(3);
    for (int i = 1; i < all.size(); i++) {
      Duration since = Duration.between(all.get(i - 1).status().at(), all.get(i).status().at());
      if (all.get(i).status().occasion() == Occasion.REFRESHED) {
        assertThat(since).isEqualTo(Duration.ofHours(2));
      }
    }
    // And never when the policy says so
    driver.close();
    run(policy("refreshEvery: PT0S, remindAfter: PT0S", false), lasting(), 0, 2 * DAY);
    assertThat(driver.incidents())
        .extracting(each -> each.status().occasion())
        .isSubsetOf(Occasion.OPENED, Occasion.ESCALATED);
  }

  @Test
  void shouldBeRecordedAndToldLaterWhenItIsSilenced() {
    // Given
    String silence =
        "silences: [{from: 2026-03-01T15:00:00Z, until: 2026-03-02T06:00:00Z, why: migration, attributes: [sex]}]";
    // When
    run(policy(silence, false), lasting(), 0, DAY);
    // Then
    Incident first = driver.incidents().get(0);
    assertThat(first.status().silence()).isNotNull();
    assertThat(first.status().silence().why()).isEqualTo("migration");
    Incident heard =
        driver.incidents().stream()
            .filter(each -> !each.status().silenced())
            .findFirst()
            .orElseThrow();
    assertThat(heard.status().occasion()).isEqualTo(Occasion.UNSILENCED);
    assertThat(heard.status().at()).isEqualTo("2026-03-02T06:00:00Z");
    assertThat(
            driver
                .registry()
                .get("plumbline.incident.states")
                .tag("silenced", "true")
                .tag("occasion", "opened")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void shouldNeverBeToldWhenItClearsInItsSilence() {
    // Given
    String silence =
        "silences: [{from: 2026-03-01T15:00:00Z, until: 2026-03-01T16:00:00Z, every: P1D, why: nightly}, {from: 2026-03-01T16:00:00Z, until: 2026-03-02T12:00:00Z, why: x, groups: [sex=f]}]";
    CellTraffic traffic =
        new CellTraffic(
            3,
            40,
            false,
            (minute, sex, race) -> sex.equals("f") && minute >= START && minute < 600 ? 0.4 : 0.7);
    // When
    run(policy(silence, false), traffic, 0, 900);
    // Then
    assertThat(last().stillOpen()).isFalse();
    assertThat(driver.incidents()).allMatch(each -> each.status().silenced());
  }

  @Test
  void shouldOpenNothingWhenOnlyAWarningDoes() {
    // Given four minutes with a gap of .3
    CellTraffic traffic =
        new CellTraffic(
            8,
            40,
            false,
            (minute, sex, race) -> sex.equals("f") && minute >= 30 && minute < 34 ? 0.4 : 0.7);
    // When
    run(policy("", false), traffic, 0, 60);
    // Then
    assertThat(driver.alerts()).isNotEmpty();
    assertThat(pages()).isEmpty();
    assertThat(driver.incidents()).isEmpty();
    assertThat(driver.alerts()).allMatch(each -> each.context().incident() == null);
  }

  private static CellTraffic lasting() {
    return new CellTraffic(
        9, 40, false, (minute, sex, race) -> sex.equals("f") && minute >= START ? 0.4 : 0.7);
  }

  private static Policy read(String sections) {
    return AlertTestPolicies.read(
        "model: credit\nscoring: {source: provided}\noutcome: {favourable: [yes]}\n" + sections);
  }

  private static Policy policy(String incidents, boolean crossed) {
    return policy(incidents, crossed, RULES);
  }

  private static Policy policy(String incidents, boolean crossed, String rules) {
    return AlertTestPolicies.read(
        """
        model: credit
        scoring: {source: provided}
        outcome: {favourable: ["yes"]}
        groups:
          attributes: {sex: [f, m], race: [a, b]}
          intersections: %s
          reference: %s
          minimumSize: 30
        ethics: {alertWhen: {ethicsBelow: 0, biasAbove: 1}}
        alerts: {falsePages: {atMost: 1, per: P90D}%s}
        """
                .formatted(
                    crossed ? "[[sex, race]]" : "[]",
                    crossed ? "{sex: m, race: a, sex*race: m*a}" : "{sex: m, race: a}",
                    incidents.isEmpty() ? "" : ", " + incidents)
            + rules);
  }

  private void run(Policy policy, CellTraffic traffic, int from, int to) {
    driver = new AlertDriver(policy);
    for (int minute = from; minute < to; minute++) {
      pass(traffic, minute);
    }
  }

  private void pass(CellTraffic traffic, int minute) {
    PaneCounts pane = traffic.pane(minute);
    driver.pane(pane);
    driver.window(traffic.window(minute));
  }

  private List<Alert> pages() {
    return driver.alerts().stream()
        .filter(each -> each.severity() == Alert.Severity.PAGE)
        .filter(each -> each.state() != Alert.State.CLEARED)
        .toList();
  }

  private List<Incident> loud() {
    return driver.incidents().stream().filter(each -> each.status().occasion().loud()).toList();
  }

  private Set<String> ids() {
    return driver.incidents().stream()
        .map(Incident::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Incident last() {
    return driver.incidents().get(driver.incidents().size() - 1);
  }

  private Incident only(Occasion occasion) {
    List<Incident> found = new ArrayList<>(driver.incidents());
    found.removeIf(each -> each.status().occasion() != occasion);
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
