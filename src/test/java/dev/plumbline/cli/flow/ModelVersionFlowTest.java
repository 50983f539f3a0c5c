package dev.plumbline.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.Prediction;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.pane.PaneCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The version that a producer names, on its way to whom an alert wakes. */
class ModelVersionFlowTest {

  private static final String POLICY =
      """
      model: loans
      privacy: {entities: all, operators: {default: replace}, consent: {missing: allow}}
      scoring: {source: provided}
      outcome: {favourable: [yes]}
      groups: {attributes: {sex: [f, m]}, minimumSize: 10}
      windows: {size: PT1M, advance: PT1M, grace: PT0S}
      fairness: [{metric: demographic_parity_difference, tolerance: 0.05}]
      drift: {reference: {first: PT1M}, signals: [{signal: unknown_tokens, tolerance: 0.2}]}
      alerts: {falsePages: {atMost: 1, per: P90D}}
      """;

  private static final int PER_PANE = 40;

  @Test
  void shouldCarryWhatTheProducerSaysOfItsModel() {
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      // When
      flow.request(
          """
          {"requestId":"a","model":"loans","timestamp":"2026-03-01T12:00:00Z",
           "prediction":{"label":"yes","score":0.9,"modelVersion":"2026.02-b",
                         "unknownTokenRate":0.25,"truncated":true}}
          """);
      flow.fallSilent();
      // Then
      Prediction carried = flow.scored().get(0).prediction();
      assertThat(carried.modelVersion()).isEqualTo("2026.02-b");
      assertThat(carried.unknownTokenRate()).isEqualTo(0.25);
      assertThat(carried.truncated()).isTrue();
      assertThat(flow.window().modelVersion()).isEqualTo("2026.02-b");
      assertThat(flow.panes()).extracting(PaneCounts::modelVersion).containsExactly("2026.02-b");
      assertThat(flow.window().drift())
          .extracting(drift -> drift.signal())
          .contains("unknown_tokens");
    }
  }

  @Test
  void shouldNameTheVersionInAlerts() {
    assertThat(pages(pane -> "v1"))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(page.context().modelVersion()).isEqualTo("v1"));
  }

  @Test
  void shouldRestartEvidenceWhenTheVersionIsNew() {
    // Given the pane in which a model that stays the same is paged
    Instant paged = pages(pane -> "v1").get(0).at();
    int pane = (int) Duration.between(FlowDriver.NOON, paged).toMinutes() - 1;
    assertThat(pane).isGreaterThan(1);

    // When a new version comes in that pane
    List<Alert> pages = pages(each -> each < pane ? "v1" : "v2");

    // Then it has to gather evidence of its own
    assertThat(pages.get(0).at()).isAfter(paged);
    assertThat(pages.get(0).context().modelVersion()).isEqualTo("v2");
  }

  /** Pages about 20 minutes in which one woman in four is favoured, and three men. */
  private static List<Alert> pages(IntFunction<String> versions) {
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      for (int n = 0; n < 20 * PER_PANE; n++) {
        String sex = n % 2 == 0 ? "f" : "m";
        boolean favoured = sex.equals("f") == (n / 2 % 4 == 0);
        flow.request(
            """
            {"requestId":"r%d","model":"loans","timestamp":"%s","attributes":{"sex":"%s"},
             "prediction":{"label":"%s","score":0.9,"modelVersion":"%s"}}
            """
                .formatted(
                    n,
                    FlowDriver.NOON.plusMillis(n * 60_000L / PER_PANE),
                    sex,
                    favoured ? "yes" : "no",
                    versions.apply(n / PER_PANE)));
      }
      flow.fallSilent();
      return flow.alerts().stream()
          .filter(alert -> alert.severity() == Alert.Severity.PAGE)
          .toList();
    }
  }
}
