package dev.plumbline.stage.alert.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentStatus;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertDriver;
import dev.plumbline.stage.alert.RecordedWatch;
import dev.plumbline.stage.alert.search.SearchedTraffic.Gap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a search pages, from panes to incidents. */
class SearchAlertsTest {

  private static final String ONE_RULE =
      "fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]\n";
  private static final Gap OLD_WOMEN_AT_WORK =
      new Gap(Map.of("age", "v0", "job", "v0", "sex", "v0"), 0.3);

  private final Policy policy = SearchSimulation.policy("PT1M", ONE_RULE);
  private final List<Incident> incidents = new ArrayList<>();
  private final RecordedWatch watch = new RecordedWatch(policy, incidents::add);
  private final SearchedTraffic traffic = new SearchedTraffic(policy, 1);
  private final List<Alert> alerts = new ArrayList<>();
  private int minute;

  private void minutes(int number, int people, Gap... gaps) {
    for (int i = 0; i < number; i++) {
      alerts.addAll(watch.onPane(traffic.pane(minute++, people, 0.6, List.of(gaps))));
    }
  }

  /** Three per cent of everyone, 0.2 beyond the tolerance: no larger or smaller group is named. */
  @Test
  void shouldNameTheGroupThatCarriesTheGapWhenNobodyDeclaredIt() {
    // Given
    minutes(30, 6_000);
    assertThat(alerts).isEmpty();
    // When
    minutes(60, 6_000, OLD_WOMEN_AT_WORK);
    // Then
    assertThat(pages()).containsExactly("age*job*sex=v0*v0*v0");
    Alert page = alerts.get(0);
    assertThat(page.at()).isBetween(at(31), at(40));
    assertThat(page.sequential().onset()).isBetween(at(28), at(32));
    assertThat(page.context().summary())
        .contains("Nobody declared this group: a search of 1,500 groups found it.");
    assertThat(page.context().examples())
        .hasSizeBetween(1, 5)
        .allMatch(id -> id.matches("v0-v\\d-v0-v\\d-v0-\\d+"));
    assertThat(page.sequential().policyEvidence())
        .isGreaterThanOrEqualTo(page.sequential().policyThreshold());
    assertThat(incidents).isNotEmpty();
    assertThat(incidents.get(incidents.size() - 1).status().state())
        .isEqualTo(IncidentStatus.State.OPEN);
    assertThat(incidents.stream().map(Incident::key).distinct()).hasSize(1);
  }

  /** A group far ahead is compared with people who are behind: those are looked at. */
  @Test
  void shouldShowRequestsOfEveryoneElseWhenTheGroupIsAhead() {
    // When
    minutes(5, 6_000);
    minutes(60, 6_000, new Gap(OLD_WOMEN_AT_WORK.groups(), -0.35));
    // Then
    assertThat(pages()).containsExactly("age*job*sex=v0*v0*v0");
    assertThat(alerts.get(0).context().examples())
        .hasSize(5)
        .noneMatch(id -> id.matches("v0-v\\d-v0-v\\d-v0-\\d+"));
  }

  /** Among two attributes: each of its smaller groups has the gap as well, and none is named. */
  @Test
  void shouldNameTheShortestDescriptionWhenSmallerGroupsHaveTheGapToo() {
    // When
    minutes(5, 6_000);
    minutes(60, 6_000, new Gap(Map.of("age", "v1", "sex", "v1"), 0.25));
    // Then
    assertThat(pages()).containsExactly("age*sex=v1*v1");
  }

  @Test
  void shouldNameBothWhenTwoGroupsHaveGaps() {
    // When
    minutes(5, 6_000);
    Gap other = new Gap(Map.of("housing", "v1", "region", "v2"), 0.3);
    minutes(60, 6_000, OLD_WOMEN_AT_WORK, other);
    // Then
    assertThat(pages()).containsExactlyInAnyOrder("age*job*sex=v0*v0*v0", "housing*region=v1*v2");
  }

  /** What a declared group's page explains is not told again by parts of the group. */
  @Test
  void shouldSayNothingMoreWhenADeclaredGroupCarriesTheGap() {
    // When
    minutes(5, 6_000);
    minutes(60, 6_000, new Gap(Map.of("sex", "v3"), 0.3));
    // Then
    assertThat(pages()).containsExactly("sex=v3");
    // When: in one part of it the gap is larger still
    minutes(
        60,
        6_000,
        new Gap(Map.of("sex", "v3"), 0.3),
        new Gap(Map.of("sex", "v3", "age", "v0"), 0.3));
    // Then
    assertThat(pages()).containsExactly("sex=v3", "age*sex=v0*v3");
  }

  /** What is known of a group is known of its parts. */
  @Test
  void shouldSayNothingOfPartsWhenTheGroupsGapIsAccepted() {
    // Given
    Policy accepting =
        SearchSimulation.policy(
            "PT1M",
            """
            fairness:
              - metric: demographic_parity_difference
                tolerance: 0.1
                accept: [{group: sex=v3, gap: 0.5, until: 2026-03-01T01:00:00Z, why: known}]
            """);
    RecordedWatch knowing = new RecordedWatch(accepting);
    // When
    List<Gap> gaps = List.of(new Gap(Map.of("sex", "v3"), 0.3));
    for (int i = 0; i < 60; i++) {
      alerts.addAll(knowing.onPane(traffic.pane(i, 6_000, 0.6, gaps)));
    }
    // Then
    assertThat(alerts).isEmpty();
    // When: it is accepted no more
    for (int i = 60; i < 90; i++) {
      alerts.addAll(knowing.onPane(traffic.pane(i, 6_000, 0.6, gaps)));
    }
    // Then
    assertThat(pages()).containsExactly("sex=v3");
  }

  @Test
  void shouldClearOnEvidenceAndFindItAgainWhenTheGapCloses() {
    // Given
    minutes(5, 6_000);
    minutes(20, 6_000, OLD_WOMEN_AT_WORK);
    assertThat(pages()).containsExactly("age*job*sex=v0*v0*v0");
    // When: clearing needs an hour and evidence
    minutes(90, 6_000);
    // Then
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(1).status().state()).isEqualTo(Alert.State.CLEARED);
    assertThat(alerts.get(1).context().summary())
        .doesNotContain(figures(alerts.get(0)))
        .contains("Evidence that the gap is inside the tolerance again");
    assertThat(incidents.get(incidents.size() - 1).status().state())
        .isEqualTo(IncidentStatus.State.CLEARED);
    // When
    minutes(30, 6_000, OLD_WOMEN_AT_WORK);
    // Then
    assertThat(pages()).containsExactly("age*job*sex=v0*v0*v0", "age*job*sex=v0*v0*v0");
  }

  @Test
  void shouldWaitForPeopleWhenAGroupIsSmall() {
    // Given: of 100 people three are in the group; seven minutes until there are twenty
    minutes(5, 100);
    // When
    minutes(240, 100, new Gap(Map.of("age", "v0", "job", "v0", "sex", "v0"), 0.6));
    // Then
    assertThat(pages()).contains("age*job*sex=v0*v0*v0");
    assertThat(alerts.get(0).sequential().people()).isGreaterThanOrEqualTo(20);
  }

  /** The stage keeps in its stores what a replay keeps in memory. */
  @Test
  void shouldSayTheSameWhenStoresKeepTheState() {
    // Given
    SearchedTraffic again = new SearchedTraffic(policy, 1);
    List<PaneCounts> panes = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      panes.add(again.pane(i, 3_000, 0.6, i < 5 ? List.of() : List.of(OLD_WOMEN_AT_WORK)));
    }
    // When
    panes.forEach(pane -> alerts.addAll(watch.onPane(pane)));
    try (AlertDriver driver = new AlertDriver(policy)) {
      panes.forEach(driver::pane);
      // Then
      assertThat(pages()).containsExactly("age*job*sex=v0*v0*v0");
      assertThat(driver.alerts()).isEqualTo(alerts);
      assertThat(driver.incidents()).isEqualTo(incidents);
    }
  }

  /** Such as "favourable predictions of 40 in 170 people". */
  private static String figures(Alert alert) {
    String summary = alert.context().summary();
    return summary.substring(summary.indexOf("favourable"), summary.indexOf(" people") + 7);
  }

  /** Its other rules page beside it. */
  @Test
  void shouldPageEveryRuleOfTheGroupWhenSeveralAreBeyond() {
    // Given
    RecordedWatch four =
        new RecordedWatch(SearchSimulation.policy("PT1M", SearchSimulation.FOUR_RULES));
    // When
    for (int i = 0; i < 30; i++) {
      alerts.addAll(
          four.onPane(traffic.pane(i, 6_000, 0.6, i < 5 ? List.of() : List.of(OLD_WOMEN_AT_WORK))));
    }
    // Then: decisions of the truly favourable and of the others alike
    assertThat(alerts)
        .allSatisfy(alert -> assertThat(alert.rule().group()).isEqualTo("v0*v0*v0"))
        .extracting(alert -> alert.rule().metric())
        .containsExactlyInAnyOrder(
            "demographic_parity_difference",
            "equal_opportunity_difference",
            "false_positive_rate_difference");
  }

  /**
   * Three a day: nobody knows whether they are the same three people every day. Requests without a
   * subject are all different.
   */
  @Test
  void shouldFindAGroupOfAFewADayOnlyWhenTheyAreNotPeople() {
    for (boolean subjects : new boolean[] {true, false}) {
      // Given
      Policy daily = SearchSimulation.policy("P1D", ONE_RULE);
      SearchedTraffic few = new SearchedTraffic(daily, 2, subjects);
      RecordedWatch days = new RecordedWatch(daily);
      Gap gap = new Gap(OLD_WOMEN_AT_WORK.groups(), 0.6);
      // When
      for (int day = 0; day < 60; day++) {
        alerts.addAll(days.onPane(few.pane(day, 100, 0.6, List.of(gap))));
      }
      // Then
      assertThat(pages()).isEqualTo(subjects ? List.of() : List.of("age*job*sex=v0*v0*v0"));
    }
  }

  private List<String> pages() {
    return alerts.stream()
        .filter(Alert::opensPage)
        .map(alert -> alert.rule().attribute() + "=" + alert.rule().group())
        .toList();
  }

  private static Instant at(int minute) {
    return SearchedTraffic.START.plusSeconds(60L * minute);
  }
}
