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
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.memory.GroupWatch;
import dev.plumbline.stage.alert.memory.ModelWatch;
import dev.plumbline.stage.alert.memory.WatchState;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import dev.plumbline.statistics.sketch.DistinctSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a step asks of the store. */
class WatchDraftTest {

  private static final List<String> GROUPS = List.of("a", "b", "c", "d", "e");

  private final Policy policy = AlertTestPolicies.of("demographic_parity_difference: 0.1");
  private final CountingState state = new CountingState();

  /** Each such pane would have read the whole store once for each rule. */
  @Test
  void shouldReadTheStoreThroughOncePerPaneWhenTooFewPeopleHoldPagesBack() {
    // Given: five groups far behind, of three people each
    List<Alert> alerts = new ArrayList<>();
    int minute = 0;
    double pagesAt = 90 * 24 * 60;
    while (state.model().sumOfEvidence() < pagesAt && minute < 100) {
      alerts.addAll(pane(minute++));
    }
    assertThat(alerts).isEmpty();
    // When
    state.scans = 0;
    alerts.addAll(pane(minute));
    // Then
    assertThat(alerts).isEmpty();
    assertThat(state.model().sumOfEvidence()).isGreaterThan(pagesAt);
    assertThat(state.scans).isEqualTo(1);
  }

  private List<Alert> pane(int minute) {
    Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes(minute));
    List<GroupCounts> counts = new ArrayList<>();
    List<GroupPeople> people = new ArrayList<>();
    for (String group : GROUPS) {
      counts.add(new GroupCounts("sex", group, 60, 5, 0, 0, 0, 0, 0));
      people.add(people(group, 3));
    }
    counts.add(new GroupCounts("sex", "m", 60, 55, 0, 0, 0, 0, 0));
    people.add(people("m", 60));
    PaneCounts pane =
        new PaneCounts(
            "credit",
            new TimeSpan(start, start.plusSeconds(60)),
            counts,
            Map.of(),
            List.of(),
            "m1",
            policy.version(),
            new EvidenceUnits("subject", new UnitTally(360, 0, 0, 0, 0), UnitTally.NONE),
            people,
            List.of(),
            Map.of(),
            Map.of());
    return state.memory.apply(new AlertStateMachine(policy).onPane(state, pane));
  }

  /** The same people in every pane. */
  private static GroupPeople people(String group, int number) {
    int[] hashes = new int[number];
    for (int i = 0; i < number; i++) {
      hashes[i] = 31 * group.hashCode() + 1_000_003 * i;
    }
    return new GroupPeople("sex", group, 60, DistinctSample.of(hashes).text(), 0, "");
  }

  /** The state of a run, which counts how often it is read through. */
  private static final class CountingState implements WatchState {
    private final WatchStateMap memory = new WatchStateMap();
    private int scans;

    @Override
    public ModelWatch model() {
      return memory.model();
    }

    @Override
    public GroupWatch group(GroupName name) {
      return memory.group(name);
    }

    @Override
    public List<GroupName> groups() {
      scans++;
      return memory.groups();
    }
  }
}
