package dev.plumbline.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.ExampleMeasures;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a scrape of {@code /metrics} says of models, alerts and jobs. */
class ModelMetricsTest {

  private final Served served = new Served();

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void shouldServeTheNewestWindowAsGauges() throws Exception {
    // When
    served.view.accept(ExampleMeasures.window("desk", 5, "female"));
    served.view.accept(ExampleMeasures.window("desk", 6, "female"));

    // Then
    Prometheus metrics = Prometheus.parse(served.get("/metrics"));
    String reference =
        "{attribute=\"sex\",comparison=\"reference\",group=\"female\",metric=\"demographic_parity_difference\",model=\"desk\"}";
    String worstPair =
        "{attribute=\"sex\",comparison=\"worst_pair\",group=\"\",metric=\"demographic_parity_difference\",model=\"desk\"}";
    assertThat(metrics.samples())
        .containsEntry("plumbline_fairness_value" + reference, -0.2)
        .containsEntry("plumbline_fairness_low" + reference, -0.3)
        .containsEntry("plumbline_fairness_high" + reference, -0.11)
        .containsEntry("plumbline_fairness_tolerance" + reference, 0.1)
        .containsEntry("plumbline_fairness_value" + worstPair, -0.2)
        .containsEntry(
            "plumbline_drift_value{attribute=\"*\",group=\"*\",model=\"desk\",signal=\"score\",statistic=\"psi\"}",
            0.3)
        .containsEntry(
            "plumbline_drift_drifted{attribute=\"*\",group=\"*\",model=\"desk\",signal=\"score\",statistic=\"psi\"}",
            1.0)
        .containsEntry("plumbline_ethics_score{model=\"desk\"}", 0.9)
        .containsEntry("plumbline_bias_score{model=\"desk\"}", 0.1)
        .containsEntry("plumbline_window_requests{model=\"desk\"}", 300.0)
        .containsEntry("plumbline_window_labelled{model=\"desk\"}", 150.0)
        .containsEntry(
            "plumbline_window_flagged{field=\"features.age\",model=\"desk\",reason=\"not_finite\"}",
            2.0)
        .containsEntry(
            "plumbline_window_end_seconds{model=\"desk\"}",
            ExampleMessages.NOON.plusSeconds(360).getEpochSecond() + 0.0);
    assertThat(metrics.types()).containsEntry("plumbline_fairness_value", "gauge");
  }

  @Test
  void shouldLeaveNoSeriesOfGroupsThatAreGoneForLongerThanLabelsCome() throws Exception {
    // Given
    served.view.accept(ExampleMeasures.window("desk", 5, "female", "other"));
    served.view.accept(ExampleMeasures.window("loans", 5, "other"));
    assertThat(series("group=\"other\"", "model=\"desk\"")).isNotEmpty();

    // When
    served.view.accept(ExampleMeasures.window("desk", 66, "female"));

    // Then
    assertThat(series("group=\"other\"", "model=\"desk\"")).isEmpty();
    assertThat(series("group=\"female\"", "model=\"desk\"")).isNotEmpty();
    assertThat(series("group=\"other\"", "model=\"loans\"")).isNotEmpty();
  }

  @Test
  void shouldShowTheNewestWindowWithEvidenceAndItsAgeWhenLabelsAreLate() throws Exception {
    // Given
    served.view.accept(ExampleMeasures.window("desk", 5, "female"));

    // When newer windows have no labels yet
    served.view.accept(
        ExampleMeasures.withoutEvidence(ExampleMeasures.window("desk", 6, "female")));
    served.view.accept(
        ExampleMeasures.withoutEvidence(ExampleMeasures.window("desk", 7, "female")));

    // Then
    String rule =
        "{attribute=\"sex\",comparison=\"reference\",group=\"female\",metric=\"demographic_parity_difference\",model=\"desk\"}";
    assertThat(Prometheus.parse(served.get("/metrics")).samples())
        .containsEntry("plumbline_fairness_value" + rule, -0.2)
        .containsEntry("plumbline_fairness_age_seconds" + rule, 120.0)
        .containsEntry("plumbline_bias_score{model=\"desk\"}", 0.1);
  }

  @Test
  void shouldShowLabelsThatComeForAWindowThatThePageNoLongerDraws() throws Exception {
    // Given more windows than are drawn, none with evidence
    for (int minute = 0; minute <= 210; minute++) {
      served.far.accept(
          ExampleMeasures.withoutEvidence(ExampleMeasures.window("desk", minute, "female")));
    }

    // When
    served.far.accept(ExampleMeasures.revised(ExampleMeasures.window("desk", 1, "female")));

    // Then
    assertThat(served.far.rules("desk"))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.end()).isEqualTo(ExampleMessages.NOON.plusSeconds(60));
              assertThat(rule.estimate().value()).isEqualTo(-0.2);
              assertThat(rule.sentence()).isNotBlank();
            });
  }

  @Test
  void shouldEscapeGroupsInLabels() throws Exception {
    // When
    served.view.accept(ExampleMeasures.window("desk", 5, "a\"b\\c\nd"));

    // Then
    assertThat(Prometheus.parse(served.get("/metrics")).samples().keySet())
        .anyMatch(series -> series.contains("group=\"a\\\"b\\\\c\\nd\""));
  }

  @Test
  void shouldCountOpenAlertsAndJobs() throws Exception {
    // Given
    served.view.accept(ExampleMessages.alert("desk", "female", Alert.State.OPEN));
    served.view.accept(ExampleMessages.alert("desk", "other", Alert.State.ESCALATED));
    served.view.accept(ExampleMessages.job("desk", "job-1"));

    // When
    served.view.accept(ExampleMessages.alert("desk", "other", Alert.State.CLEARED));
    served.view.accept(ExampleMessages.endedJob("desk", "job-1", RetrainingJob.State.REJECTED));

    // Then
    assertThat(Prometheus.parse(served.get("/metrics")).samples())
        .containsEntry("plumbline_alerts_open{model=\"desk\",severity=\"page\"}", 1.0)
        .containsEntry("plumbline_jobs{model=\"desk\",state=\"rejected\"}", 1.0)
        .doesNotContainKey("plumbline_jobs{model=\"desk\",state=\"requested\"}");
  }

  private List<String> series(String... labels) throws Exception {
    return Prometheus.parse(served.get("/metrics")).samples().keySet().stream()
        .filter(series -> Stream.of(labels).allMatch(series::contains))
        .toList();
  }
}
