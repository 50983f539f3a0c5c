package dev.plumbline.stage.measure.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scores and drift say of fair traffic, and of traffic that goes wrong, as it is measured. */
class WarningsTest {

  private static final String FIRST = "first: PT1H";
  private static final String DAILY = "seasonal: P1D";

  @TempDir private Path folder;

  /** Raw gaps of these windows are 0.13 on average, and warned five times an hour. */
  @Test
  void shouldNotWarnOfBiasWhenTrafficIsFair() {
    List<Alert> opened;
    double mean;
    try (MeasuredAlerts run =
        new MeasuredAlerts(WarningSimulation.policy("PT1M", FIRST), folder, 4)) {
      run.run(SeasonalTraffic.fair(40, false), Duration.ofHours(12));
      opened = run.opened();
      mean = run.windows().stream().mapToDouble(WarningsTest::bias).average().orElse(Double.NaN);
    }
    assertThat(opened).extracting(alert -> alert.rule().metric()).doesNotContain("bias");
    assertThat(mean).isLessThan(0.02);
  }

  @Test
  void shouldWarnOfBiasWhenAGroupFallsBehind() {
    // Given: women are approved less often by 0.3 from two o'clock on
    Alert alert =
        first(
            WarningSimulation.policy("PT1M", FIRST),
            new SeasonalTraffic(40, false, SeasonalTraffic.Event.GAP, at(2)),
            5,
            "bias");
    // Then
    assertThat(alert.severity()).isEqualTo(Severity.WARNING);
    assertThat(Duration.between(at(2), alert.at())).isLessThan(Duration.ofMinutes(130));
    assertThat(alert.figures().low()).isNotNull();
    assertThat(alert.context().summary()).contains("the score is at least 0.1");
  }

  /** Half of all responses hold personal data; one in fifty did. */
  @Test
  void shouldPageWhenHalfOfTheResponsesHoldPersonalData() {
    Alert alert =
        first(
            WarningSimulation.policy("PT1M", FIRST),
            new SeasonalTraffic(40, false, SeasonalTraffic.Event.PRIVACY, at(2)),
            3,
            "ethics:privacy");
    assertThat(alert.severity()).isEqualTo(Severity.PAGE);
    assertThat(Duration.between(at(2), alert.at())).isLessThan(Duration.ofMinutes(10));
    assertThat(alert.sequential().onset()).isBetween(at(2).minusSeconds(600), alert.at());
    assertThat(alert.sequential().evidence())
        .isGreaterThanOrEqualTo(alert.sequential().threshold());
  }

  /**
   * The first hour is of the night: every day is unlike it, and no day is unlike the one before.
   */
  @Test
  void shouldNotWarnOfDriftWhenDaysAreComparedWithDays() {
    SeasonalTraffic traffic = SeasonalTraffic.fair(40, true);
    List<Alert> seasonal = drift(DAILY, traffic, 4);
    List<Alert> first = drift(FIRST, traffic, 2);
    assertThat(seasonal).isEmpty();
    assertThat(first).isNotEmpty();
    assertThat(first).extracting(alert -> alert.rule().toString()).containsOnly("drift/*/*");
  }

  @Test
  void shouldSayThatNoSeasonIsKnownInTheFirstOne() {
    try (MeasuredAlerts run =
        new MeasuredAlerts(WarningSimulation.policy("PT5M", DAILY), folder, 4)) {
      run.run(SeasonalTraffic.fair(40, true), Duration.ofHours(3));
      assertThat(run.windows())
          .allSatisfy(
              window ->
                  assertThat(window.drift())
                      .isNotEmpty()
                      .allSatisfy(
                          drift ->
                              assertThat(drift.sentence()).contains("earlier season (PT24H)")));
    }
  }

  /** Scores of all groups fall in the fourth day: one alert, whatever the groups and signals. */
  @Test
  void shouldWarnOnceWhenEverybodysScoresFall() {
    Instant since = at(3 * 24 + 9);
    List<Alert> alerts =
        drift(DAILY, new SeasonalTraffic(40, true, SeasonalTraffic.Event.DRIFT, since), 4);
    assertThat(alerts).hasSize(1);
    Alert alert = alerts.get(0);
    assertThat(alert.state()).isEqualTo(State.OPEN);
    assertThat(Duration.between(since, alert.at())).isLessThan(Duration.ofMinutes(20));
    assertThat(alert.context().summary())
        .contains("comparisons moved beyond their tolerance: score")
        .contains("kolmogorov_smirnov");
  }

  private List<Alert> drift(String reference, SeasonalTraffic traffic, int days) {
    try (MeasuredAlerts run =
        new MeasuredAlerts(WarningSimulation.policy("PT5M", reference), folder, 4)) {
      run.run(traffic, Duration.ofDays(days));
      return run.opened().stream()
          .filter(alert -> alert.rule().metric().startsWith("drift"))
          .toList();
    }
  }

  private Alert first(Policy policy, SeasonalTraffic traffic, int hours, String metric) {
    try (MeasuredAlerts run = new MeasuredAlerts(policy, folder, 4)) {
      run.run(traffic, Duration.ofHours(hours));
      return run.opened().stream()
          .filter(alert -> alert.rule().metric().equals(metric))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Instant at(int hour) {
    return SeasonalTraffic.START.plus(Duration.ofHours(hour));
  }

  private static double bias(WindowMeasures window) {
    Double score = window.bias().score();
    return score == null ? 0 : score;
  }
}
