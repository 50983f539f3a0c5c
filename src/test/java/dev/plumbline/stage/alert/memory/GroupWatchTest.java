package dev.plumbline.stage.alert.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.pane.GroupExemplars;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.stage.alert.evidence.DecayedRates;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.PaneRates;
import dev.plumbline.stage.alert.score.DriftEvidence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a group's memory survives a policy, a model version and an alert. */
public class GroupWatchTest {

  private static final String METRIC = "demographic_parity_difference";
  private static final String PARITY = "demographic_parity_difference/selection-low";
  private static final String ACCURACY = "accuracy_difference/accuracy-low";

  private static final EDetector STRONG = strong(1);
  private static final EDetector ALSO_STRONG = strong(2);

  private static final Map<OutcomeRate, DecayedRates> PAST =
      Map.of(OutcomeRate.SELECTION, DecayedRates.NONE.after(new PaneRates(2, 10, 5, 10)));
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final DriftEvidence MOVED = new DriftEvidence(9.5, NOON, true, 2);
  private static final OpenAlert OPEN =
      OpenAlert.page(Instant.EPOCH, List.of("selection-low")).clearing("selection-low", strong(1));

  /** Of policy v1 in epoch 3, with something of everything. */
  private static final GroupWatch WATCH =
      GroupWatch.START
          .at(model("v1", 3))
          .with(PAST, Map.of(PARITY, STRONG, ACCURACY, ALSO_STRONG), Map.of())
          .opened(METRIC, OPEN)
          .withDrift(Map.of("drift:score:psi/*/*", MOVED))
          .with(
              RecentExemplars.NONE.after(
                  new GroupExemplars("sex", "f", List.of("r1"), List.of(), List.of())));

  @Test
  void shouldStayAsItIsWhenPolicyAndEpochAreTheSame() {
    assertThat(WATCH.at(model("v1", 3))).isSameAs(WATCH);
  }

  @Test
  void shouldForgetRatesAndDetectorsWhenThePolicyIsAnother() {
    // When
    GroupWatch next = WATCH.at(model("v2", 4));
    // Then
    assertThat(next.policyVersion()).isEqualTo("v2");
    assertThat(next.epoch()).isEqualTo(4);
    assertThat(next.detectors()).isEmpty();
    assertThat(next.past()).isEmpty();
    assertThat(next.episodes()).isEqualTo(Map.of(METRIC, OPEN.restarted()));
    assertThat(next.exemplars()).isEqualTo(WATCH.exemplars());
  }

  /** The contrasts keep their numbers, and with them their thresholds. */
  @Test
  void shouldRestartTheDetectorsWhenTheEpochIsAnother() {
    // When
    GroupWatch next = WATCH.at(model("v1", 4));
    // Then
    assertThat(next.epoch()).isEqualTo(4);
    assertThat(next.detectors())
        .isEqualTo(Map.of(PARITY, EDetector.fresh(1), ACCURACY, EDetector.fresh(2)));
    assertThat(next.past()).isEmpty();
    assertThat(next.episodes()).isEqualTo(Map.of(METRIC, OPEN.restarted()));
    assertThat(next.exemplars()).isEqualTo(RecentExemplars.NONE);
  }

  /** An open alert clears because windows are inside again, not because its evidence has gone. */
  @ParameterizedTest
  @CsvSource({"v1, 4", "v2, 4"})
  void shouldStartDriftAnewButKeepWhatIsBeyondWhenTheEvidenceRestarts(String policy, int epoch) {
    assertThat(WATCH.at(model(policy, epoch)).drift())
        .isEqualTo(Map.of("drift:score:psi/*/*", new DriftEvidence(0, NOON, true, 0)));
  }

  @Test
  void shouldKeepTheEvidenceWhenAnAlertCloses() {
    // When
    GroupWatch closed = WATCH.closed(METRIC, Instant.EPOCH.plusSeconds(60));
    // Then
    assertThat(closed.detectors()).isEqualTo(WATCH.detectors());
    assertThat(closed.past()).isEqualTo(PAST);
    assertThat(closed.open(METRIC)).isNull();
    assertThat(WATCH.open(METRIC)).isEqualTo(OPEN);
    assertThat(closed.exemplars()).isEqualTo(WATCH.exemplars());
  }

  private static ModelWatch model(String policy, int epoch) {
    return new ModelWatch(
        policy, epoch, 2, Map.of(), Instant.EPOCH, Map.of(), List.of(), ScoreWatch.START);
  }

  private static EDetector strong(int number) {
    double[] logs = EDetector.fresh(number).logs().clone();
    logs[0] = 12;
    return new EDetector(number, logs, new double[9], new long[9]);
  }
}
