package dev.plumbline.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.AlertRule;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.AlertStatus;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.WeightedScore;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.event.pane.UnitTally;
import dev.plumbline.policy.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlertReportTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final AlertRule RULE =
      new AlertRule("demographic_parity_difference", "sex", "female");

  /** Tolerates 0.2. */
  private static final Policy POLICY =
      PolicyReader.read(Path.of("src/main/resources/demo/employment.yaml"));

  /** Two days; the interval is wholly beyond the tolerance from minute 30 on. */
  private static final RecordedModel RECORDED =
      recorded(
          List.of(pane(0), pane(2 * 24 * 60 - 1)),
          List.of(window(20, -0.3, -0.15), window(30, -0.5, -0.25), window(40, -0.5, -0.25)));

  @Test
  void shouldCountPagesAndWarningsADayWhenSomeClear() {
    // When
    AlertReport report =
        AlertReport.of(
            "as is",
            POLICY.model(),
            RECORDED,
            List.of(
                alert(10, State.OPEN, Severity.WARNING),
                alert(42, State.ESCALATED, Severity.PAGE),
                alert(60, State.CLEARED, Severity.PAGE),
                alert(90, State.OPEN, Severity.PAGE),
                alert(95, State.CLEARED, Severity.PAGE)),
            null);
    // Then
    assertThat(report.days()).isEqualTo(2);
    assertThat(report.totals().pages()).isEqualTo(2);
    assertThat(report.totals().warnings()).isEqualTo(1);
    assertThat(report.totals().pagesPerDay()).isEqualTo(1);
    assertThat(report.totals().warningsPerDay()).isEqualTo(0.5);
    assertThat(report.pagesBeforeDrift()).isNull();
    assertThat(report.minutesToFirstPage()).isNull();
    assertThat(report.detections())
        .containsExactly(new AlertReport.RuleDetection(RULE.toString(), at(30), at(42), 12.0));
  }

  @Test
  void shouldBeNegativeWhenThePageCameBeforeTheWindow() {
    AlertReport report =
        AlertReport.of(
            "as is", POLICY.model(), RECORDED, List.of(alert(25, State.OPEN, Severity.PAGE)), null);
    assertThat(report.detections().get(0).minutes()).isEqualTo(-5);
  }

  @Test
  void shouldCountFalsePagesApartWhenTheOnsetIsKnown() {
    AlertReport report =
        AlertReport.of(
            "as is",
            POLICY.model(),
            RECORDED,
            List.of(alert(5, State.OPEN, Severity.PAGE), alert(33, State.OPEN, Severity.PAGE)),
            at(28));
    assertThat(report.totals().pages()).isEqualTo(2);
    assertThat(report.pagesBeforeDrift()).isEqualTo(1);
    assertThat(report.minutesToFirstPage()).isEqualTo(5);
    assertThat(report.text()).contains("1 before the onset", "first page 5.0 min after onset");
  }

  /** A pane whose decisions nobody counted, as older replays wrote them, adds nothing. */
  @Test
  void shouldSayHowManyPeopleAndRequestsAreEvidenceWhenPanesSayIt() {
    // Given
    RecordedModel recorded =
        recorded(
            List.of(
                pane(0, new UnitTally(20, 3, 7, 0, 0), new UnitTally(5, 0, 0, 0, 0)),
                pane(1),
                pane(2, new UnitTally(30, 4, 1, 2, 0), UnitTally.NONE)),
            List.of());
    // When
    AlertReport report = AlertReport.of("as is", POLICY.model(), recorded, List.of(), null);
    // Then
    EvidenceUnits counted = Objects.requireNonNull(report.counted());
    assertThat(counted.unit()).isEqualTo("subject");
    assertThat(counted.decisions()).isEqualTo(new UnitTally(50, 7, 8, 2, 0));
    assertThat(counted.labels()).isEqualTo(new UnitTally(5, 0, 0, 0, 0));
    assertThat(report.text())
        .contains(
            "decisions of 50 people and 7 requests (not counted: 8 repeats, 2 copies), labels of 5"
                + " people and 0 requests (not counted: 0 repeats, 0 copies), 0 incidents");
  }

  @Test
  void shouldBeZeroWhenNothingWasRecorded() {
    AlertReport report =
        AlertReport.of("x", "employment", recorded(List.of(), List.of()), List.of(), null);
    assertThat(report.days()).isZero();
    assertThat(report.totals().pagesPerDay()).isZero();
  }

  private static RecordedModel recorded(List<PaneCounts> panes, List<WindowMeasures> windows) {
    RecordedModel recorded = new RecordedModel(POLICY);
    panes.forEach(recorded::onPane);
    windows.forEach(recorded::onWindow);
    return recorded;
  }

  private static Instant at(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  private static PaneCounts pane(int minute) {
    return new PaneCounts(
        "employment",
        new TimeSpan(at(minute), at(minute + 1)),
        List.of(),
        Map.of(),
        List.of(),
        null,
        "v1");
  }

  private static PaneCounts pane(int minute, UnitTally decisions, UnitTally labels) {
    PaneCounts plain = pane(minute);
    return new PaneCounts(
        plain.model(),
        plain.pane(),
        plain.groups(),
        plain.labels(),
        plain.examples(),
        plain.modelVersion(),
        plain.policyVersion(),
        new EvidenceUnits("subject", decisions, labels),
        plain.people(),
        plain.scores(),
        plain.indicators(),
        plain.counterfactuals());
  }

  private static WindowMeasures window(int endMinute, double low, double high) {
    WeightedScore none = new WeightedScore(null, 0, Map.of(), Map.of());
    return new WindowMeasures(
        "employment",
        new TimeSpan(at(endMinute - 5), at(endMinute)),
        0,
        false,
        100,
        0,
        Map.of(),
        "m1",
        "v1",
        List.of(),
        List.of(
            new FairnessMeasure(
                RULE.metric(),
                RULE.attribute(),
                FairnessMeasure.Comparison.REFERENCE,
                RULE.group(),
                "male",
                (low + high) / 2,
                low,
                high,
                100,
                100,
                0.2,
                null,
                "")),
        List.of(),
        none,
        none,
        List.of(),
        Map.of());
  }

  private static Alert alert(int minute, State state, Severity severity) {
    return new Alert(
        Alert.key("employment", RULE),
        "employment",
        RULE,
        new AlertStatus(state, severity, at(minute), at(minute)),
        new AlertFigures(null, null, null, 0, 0, 0.2),
        SequentialEvidence.NONE,
        new AlertContext("", "m1", "v1", Map.of(), List.of()));
  }
}
