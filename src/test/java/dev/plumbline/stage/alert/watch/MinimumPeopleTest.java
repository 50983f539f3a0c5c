package dev.plumbline.stage.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.GroupPeople;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.event.pane.UnitTally;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import dev.plumbline.statistics.sketch.DistinctSample;
import dev.plumbline.statistics.sketch.StableHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** No page rests on a few people, however often they come back. */
class MinimumPeopleTest {

  private static final int DAY = 1440;

  private final Policy policy = AlertTestPolicies.of("demographic_parity_difference: 0.1");
  private final AlertStateMachine machine = new AlertStateMachine(policy);
  private final WatchStateMap state = new WatchStateMap();
  private final List<Alert> alerts = new ArrayList<>();

  @Test
  void shouldNotPageWhenTheSamePeopleComeBackEachDay() {
    // When: each day nineteen women, all declined, and a hundred men, all approved
    for (int day = 0; day < 30; day++) {
      pane(day, 19, person -> person, 0);
    }
    // Then
    assertThat(alerts).isEmpty();
    // When: one more woman
    pane(30, 1, person -> 19, 0);
    // Then
    assertThat(alerts).hasSize(1);
    Alert page = alerts.get(0);
    assertThat(page.sequential().people()).isEqualTo(20);
    assertThat(page.sequential().peopleReference()).isBetween(80L, 120L);
    assertThat(page.context().summary())
        .contains("It rests on 20 different people, compared with about ")
        .contains("in 1 people against");
  }

  @Test
  void shouldPageWhenTheyAreOthersEachDay() {
    // When
    int day = 0;
    while (alerts.isEmpty() && day < 30) {
      int first = 5 * day++;
      pane(day, 5, person -> first + person, 0);
    }
    // Then: as soon as there are twenty
    assertThat(alerts.get(0).sequential().people()).isGreaterThanOrEqualTo(20).isLessThan(40);
  }

  @Test
  void shouldTakeARequestWithoutASubjectForSomebodyElse() {
    // When: nine people, who come back, and a request a day
    int day = 0;
    while (alerts.isEmpty() && day < 60) {
      pane(day++, 9, person -> person, 1);
    }
    // Then
    assertThat(alerts.get(0).sequential().people()).isEqualTo(20);
    assertThat(alerts.get(0).context().summary())
        .contains("20 different people or requests without a subject");
  }

  @Test
  void shouldPageWhenOneSideNeverSaysWhoItIs() {
    // When: women of one application have accounts, men of another one have none
    int day = 0;
    while (alerts.isEmpty() && day < 60) {
      pane(day++, 20, person -> person, 0, false);
    }
    // Then
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).sequential().people()).isEqualTo(20);
    assertThat(alerts.get(0).sequential().peopleReference()).isGreaterThanOrEqualTo(80);
  }

  @Test
  void shouldPageWithoutAMinimumWhenNobodySaysWhoseTheRequestsAre() {
    // When
    for (int day = 0; day < 30; day++) {
      pane(day, 0, person -> person, 10);
    }
    // Then
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).sequential().people()).isNull();
    assertThat(alerts.get(0).context().summary()).contains("It counts requests");
  }

  /**
   * @param women who are declined, by number
   * @param requests of women that name nobody, declined too
   */
  private void pane(int day, int women, IntUnaryOperator number, int requests) {
    pane(day, women, number, requests, true);
  }

  /**
   * @param named whether it is known who the men are
   */
  private void pane(int day, int women, IntUnaryOperator number, int requests, boolean named) {
    Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes((long) day * DAY));
    List<GroupPeople> people = new ArrayList<>();
    if (women > 0) {
      people.add(new GroupPeople("sex", "f", women, sample("f", women, number), 0, ""));
    }
    if (women > 0 && named) {
      people.add(new GroupPeople("sex", "m", 100, sample("m", 100, n -> n), 0, ""));
    }
    int men = women > 0 && named ? 100 : 0;
    UnitTally decisions = new UnitTally(women + men, 100 - men + requests, 0, 0, 0);
    PaneCounts pane =
        new PaneCounts(
            "credit",
            new TimeSpan(start, start.plusSeconds(60)),
            List.of(
                new GroupCounts("sex", "f", women + requests, 0, 0, 0, 0, 0, 0),
                new GroupCounts("sex", "m", 100, 100, 0, 0, 0, 0, 0)),
            Map.of(),
            List.of(),
            "m1",
            policy.version(),
            new EvidenceUnits("subject", decisions, UnitTally.NONE),
            people,
            List.of(),
            Map.of(),
            Map.of());
    alerts.addAll(state.apply(machine.onPane(state, pane)));
  }

  private static String sample(String group, int size, IntUnaryOperator number) {
    int[] hashes = new int[size];
    for (int i = 0; i < size; i++) {
      hashes[i] = (int) (StableHash.bits(group + number.applyAsInt(i)) >>> Integer.SIZE);
    }
    return DistinctSample.of(hashes).text();
  }
}
