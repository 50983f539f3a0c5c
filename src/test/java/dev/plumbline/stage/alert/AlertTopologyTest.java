package dev.plumbline.stage.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.memory.GroupWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertTopologyTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final Policy POLICY =
      PolicyReader.read(Path.of("src/main/resources/demo/employment.yaml"));

  private final AlertDriver driver = new AlertDriver(POLICY);

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldBeTheCheckedInTopologyWhenBuilt() throws IOException {
    assertThat(AlertDriver.topology(POLICY, driver.registry()).describe().toString())
        .isEqualToNormalizingNewlines(
            Files.readString(Path.of("src/test/resources/topologies/alert.txt")));
  }

  @Test
  void shouldPageOnceWhenPanesKeepAGapFarBeyondTolerance() {
    // When
    for (int minute = 0; minute < 30; minute++) {
      driver.pane(pane(minute, 20, 90));
    }
    // Then
    assertThat(driver.alerts())
        .filteredOn(alert -> alert.rule().metric().equals("demographic_parity_difference"))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.key())
                  .isEqualTo("employment/demographic_parity_difference/sex/female");
              assertThat(alert.severity()).isEqualTo(Alert.Severity.PAGE);
              assertThat(alert.state()).isEqualTo(Alert.State.OPEN);
              assertThat(alert.sequential().policyEvidence())
                  .isGreaterThanOrEqualTo(alert.sequential().policyThreshold());
              assertThat(alert.context().summary())
                  .contains(
                      "sex=female: favourable predictions of 20 in 100 requests against 90 in 100 of male");
            });
  }

  @Test
  void shouldStaySilentWhenPanesStayAtTheTolerance() {
    // When
    for (int minute = 0; minute < 300; minute++) {
      driver.pane(pane(minute, 50, 70));
    }
    // Then
    assertThat(driver.alerts()).isEmpty();
  }

  @Test
  void shouldSayNothingMoreWhenAnAlertIsOpen() throws IOException {
    // Given
    for (int minute = 0; minute < 30 && driver.alerts().isEmpty(); minute++) {
      driver.pane(pane(minute, 20, 90));
    }
    int before = driver.alerts().size();
    // When
    driver.pane(pane(31, 20, 90));
    // Then
    assertThat(driver.alerts().subList(before, driver.alerts().size()))
        .noneMatch(alert -> alert.rule().metric().equals("demographic_parity_difference"));
    KeyValueStore<String, GroupWatch> groups = driver.store(AlertStores.GROUPS);
    int stored = 0;
    try (KeyValueIterator<String, GroupWatch> all = groups.all()) {
      while (all.hasNext()) {
        GroupWatch watch = all.next().value;
        byte[] bytes = Json.MAPPER.writeValueAsBytes(watch);
        assertThat(Json.MAPPER.readValue(bytes, GroupWatch.class)).isEqualTo(watch);
        assertThat(watch.episodes()).isNotEmpty();
        assertThat(watch.detectors()).isNotEmpty();
        assertThat(watch.past()).isNotEmpty();
        stored++;
      }
    }
    assertThat(stored).isEqualTo(1);
  }

  @Test
  void shouldDeadLetterAndGoOnWhenARecordIsNotJson() {
    // When
    driver.rawPane("employment", "{no".getBytes(StandardCharsets.UTF_8));
    driver.rawWindow("employment", "[]".getBytes(StandardCharsets.UTF_8));
    driver.rawPane("employment", null);
    driver.pane(pane(0, 50, 50));
    // Then
    assertThat(driver.letters())
        .hasSize(3)
        .allSatisfy(
            letter -> {
              assertThat(letter.stage()).isEqualTo("alert");
              assertThat(letter.cause().errorClass()).isEqualTo("not_json");
              assertThat(letter.sealed()).isNull();
            });
    assertThat(count("in")).isEqualTo(4);
    assertThat(count("dead_lettered")).isEqualTo(3);
  }

  private double count(String result) {
    return driver.registry().find("plumbline.records").tag("result", result).counters().stream()
        .mapToDouble(io.micrometer.core.instrument.Counter::count)
        .sum();
  }

  /** 100 women and 100 men in the minute, so many of them favoured. */
  private static PaneCounts pane(int minute, int women, int men) {
    Instant start = NOON.plusSeconds(60L * minute);
    return new PaneCounts(
        "employment",
        new TimeSpan(start, start.plusSeconds(60)),
        List.of(group("female", women), group("male", men)),
        Map.of(),
        List.of(),
        "m1",
        "v1");
  }

  private static GroupCounts group(String name, int favoured) {
    return new GroupCounts("sex", name, 100, favoured, 0, 0, 0, 0, 0);
  }
}
