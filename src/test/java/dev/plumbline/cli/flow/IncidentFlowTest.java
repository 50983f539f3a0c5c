package dev.plumbline.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.ExcessDecisions;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentStatus.Occasion;
import dev.plumbline.event.incident.StartChange.Kind;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** From producers' requests to what people are told. */
class IncidentFlowTest {

  private static final String POLICY =
      """
      model: loans
      privacy: {entities: all, operators: {default: replace}, consent: {missing: allow}}
      scoring: {source: provided}
      outcome: {favourable: [yes]}
      groups: {attributes: {sex: [f, m]}, reference: {sex: m}, minimumSize: 30}
      windows: {size: PT5M, advance: PT1M, grace: PT0S}
      fairness:
        - {metric: demographic_parity_difference, tolerance: 0.1}
        - {metric: disparate_impact_ratio, tolerance: 0.8}
      drift: {reference: {first: PT10M}, signals: [{signal: label, statistic: psi, tolerance: 0.1}]}
      alerts: {falsePages: {atMost: 1, per: P90D}, refreshEvery: PT10M}
      """;

  private static final int PER_MINUTE = 60;
  private static final int MINUTES = 60;
  private static final int CHANGED = 20;

  @Test
  void shouldTellOneIncidentThatAgreesWithWhatWasMeasured() {
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      // Given a new version that refuses women after twenty minutes
      flow.requests(traffic());
      // When
      flow.fallSilent();
      // Then
      List<Incident> told = flow.incidents();
      assertThat(told.stream().map(Incident::id).distinct()).hasSize(1);
      assertThat(told.get(0).status().occasion()).isEqualTo(Occasion.OPENED);
      Incident last = told.get(told.size() - 1);
      assertThat(last.stillOpen()).isTrue();
      assertPages(flow.alerts(), last);
      assertCounts(flow.panes(), last);
      assertNewestWindow(flow.windows(), last);
      assertThat(last.changes())
          .anySatisfy(
              change -> {
                assertThat(change.kind()).isEqualTo(Kind.MODEL_VERSION);
                assertThat(change.what()).isEqualTo("m2");
                assertThat(change.at()).isEqualTo(at(CHANGED));
              })
          .anySatisfy(
              change -> {
                assertThat(change.kind()).isEqualTo(Kind.DRIFT);
                assertThat(change.what()).startsWith("drift:label:psi/");
              });
    }
  }

  @Test
  void shouldCountPeopleWhenRequestsNameThem() {
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      // Given everybody asks once, and once again within the minute
      flow.requests(traffic("\"subject\":\"p%d\","));
      // When
      flow.fallSilent();
      // Then
      List<Incident> told = flow.incidents();
      Incident last = told.get(told.size() - 1);
      ExcessDecisions affected = Objects.requireNonNull(last.affected());
      assertThat(affected.unit()).isEqualTo("people");
      long minutes = Duration.between(affected.from(), last.status().until()).toMinutes();
      assertThat(affected.n()).isEqualTo(minutes * PER_MINUTE / 4);
      assertThat(last.text().lines())
          .anySatisfy(line -> assertThat(line).contains("counted in people: "))
          .anySatisfy(line -> assertThat(line).contains("sex=f (" + affected.n() + " people)"))
          .filteredOn(line -> !line.startsWith("Newest window: ")) // windows count requests
          .noneMatch(line -> line.contains("requests"));
    }
  }

  private static void assertPages(List<Alert> alerts, Incident incident) {
    assertThat(alerts)
        .filteredOn(alert -> alert.severity() == Alert.Severity.PAGE)
        .hasSize(2)
        .allSatisfy(
            page -> {
              assertThat(page.context().incident()).isEqualTo(incident.id());
              assertThat(incident.rules()).anyMatch(rule -> rule.rule().equals(page.rule()));
            });
    assertThat(incident.rules())
        .as("warnings of drift and of the group are part of it")
        .anyMatch(rule -> rule.rule().metric().equals("drift"));
  }

  /** The counts are those of the panes, added up here. */
  private static void assertCounts(List<PaneCounts> panes, Incident incident) {
    ExcessDecisions affected = Objects.requireNonNull(incident.affected());
    GroupCounts f = GroupCounts.none("sex", "f");
    GroupCounts m = GroupCounts.none("sex", "m");
    for (PaneCounts pane : panes) {
      if (!pane.pane().start().isBefore(affected.from())
          && !pane.pane().end().isAfter(incident.status().until())) {
        for (GroupCounts group : pane.groups()) {
          f = group.group().equals("f") ? f.merge(group) : f;
          m = group.group().equals("m") ? m.merge(group) : m;
        }
      }
    }
    assertThat(affected.from()).isBetween(at(CHANGED - 2), at(CHANGED + 2));
    assertThat(affected.behind()).isEqualTo("sex=f");
    assertThat(affected.n()).isEqualTo(f.requests());
    assertThat(affected.nCompared()).isEqualTo(m.requests());
    double refused = (double) (f.requests() - f.favourable()) / f.requests();
    double refusedOfMen = (double) (m.requests() - m.favourable()) / m.requests();
    assertThat(affected.rate()).isEqualTo(refused);
    assertThat(affected.soFar()).isCloseTo(f.requests() * (refused - refusedOfMen), offset());
    assertThat(affected.perHour()).isCloseTo(affected.soFar() / affected.hours(), offset());
  }

  private static Offset<Double> offset() {
    return Offset.offset(1e-6);
  }

  private static void assertNewestWindow(List<WindowMeasures> windows, Incident incident) {
    Instant at = incident.status().at();
    WindowMeasures newest =
        windows.stream()
            .filter(window -> !window.window().end().isAfter(at.minusSeconds(60)))
            .reduce((earlier, later) -> later)
            .orElseThrow();
    String sentence =
        newest.fairness().stream()
            .filter(each -> each.metric().equals(incident.rule().metric()))
            .filter(each -> each.comparison() == FairnessMeasure.Comparison.REFERENCE)
            .filter(each -> each.group().equals("f"))
            .map(FairnessMeasure::sentence)
            .findFirst()
            .orElseThrow();
    assertThat(incident.text().lines())
        .anySatisfy(line -> assertThat(line).startsWith("Newest window: ").endsWith(sentence));
  }

  private static List<byte[]> traffic() {
    return traffic("");
  }

  /**
   * @param subject a field with its comma, of two requests each; empty for none
   */
  private static List<byte[]> traffic(String subject) {
    Random random = new Random(1);
    List<byte[]> requests = new ArrayList<>();
    for (int n = 0; n < MINUTES * PER_MINUTE; n++) {
      int minute = n / PER_MINUTE;
      String sex = n % 2 == 0 ? "f" : "m";
      double rate = sex.equals("f") && minute >= CHANGED ? 0.2 : 0.7;
      requests.add(
          """
          {"requestId":"r%d","model":"loans","timestamp":"%s","attributes":{"sex":"%s"},
           %s"prediction":{"label":"%s","score":0.9,"modelVersion":"%s"}}
          """
              .formatted(
                  n,
                  FlowDriver.NOON.plusMillis(n * 60_000L / PER_MINUTE),
                  sex,
                  subject.formatted(n / 4 * 2 + n % 2),
                  random.nextDouble() < rate ? "yes" : "no",
                  minute < CHANGED ? "m1" : "m2")
              .getBytes(StandardCharsets.UTF_8));
    }
    return requests;
  }

  private static Instant at(int minute) {
    return FlowDriver.NOON.plus(Duration.ofMinutes(minute));
  }
}
