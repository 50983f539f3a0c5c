package dev.plumbline.config.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.config.section.PolicyException;
import dev.plumbline.config.service.ServiceConfig.Rate;
import dev.plumbline.config.service.ServiceConfig.Sink;
import dev.plumbline.config.service.ServiceConfig.SinkType;
import dev.plumbline.event.alert.Alert.Severity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class SinksReaderTest {

  private static final String LEAST =
      """
      kafka: {bootstrapServers: "broker:9092"}
      policies: [card-support.yaml]
      """;

  private static final Rate MINUTELY = new Rate(60, Duration.ofMinutes(1));

  @TempDir private Path folder;

  @Test
  void shouldTakeDefaultsWhenLittleIsNamed() throws IOException {
    // When
    Map<String, Sink> sinks =
        read(
            """
            sinks:
              am: {type: alertmanager, url: "http://alertmanager:9093"}
              hook: {type: webhook, url: "https://pager/hook"}
              duty: {type: pagerduty, secretFile: duty.key}
              chat: {type: slack, secretFile: /etc/chat.url}
              test: {type: slack, url: "http://localhost:1/services/T0"}
              audit: {type: witness, url: "https://audit/heads"}
            """);
    // Then
    assertThat(sinks)
        .containsEntry("am", sink(SinkType.ALERTMANAGER, "http://alertmanager:9093", null))
        .containsEntry("hook", sink(SinkType.WEBHOOK, "https://pager/hook", null))
        .containsEntry("duty", sink(SinkType.PAGERDUTY, null, folder.resolve("duty.key")))
        .containsEntry("chat", sink(SinkType.SLACK, null, Path.of("/etc/chat.url")))
        .containsEntry("test", sink(SinkType.SLACK, "http://localhost:1/services/T0", null))
        .containsEntry("audit", sink(SinkType.WITNESS, "https://audit/heads", null));
  }

  @Test
  void shouldTakeEverythingWhenEverythingIsNamed() throws IOException {
    // When
    Map<String, Sink> sinks =
        read(
            """
            sinks:
              duty:
                type: pagerduty
                url: "https://events.eu.pagerduty.com/v2/enqueue"
                secretFile: duty.key
                severity: warning
                dashboardUrl: "http://grafana/d/1"
                rate: {atMost: 20, per: PT10M}
            """);
    // Then
    assertThat(sinks)
        .containsEntry(
            "duty",
            new Sink(
                SinkType.PAGERDUTY,
                URI.create("https://events.eu.pagerduty.com/v2/enqueue"),
                folder.resolve("duty.key"),
                Severity.WARNING,
                "http://grafana/d/1",
                new Rate(20, Duration.ofMinutes(10))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: pigeon, url: 'http://x'}| allowed: alertmanager, pagerduty, slack, webhook",
        "{type: pagerdty, secretFile: k}| did you mean pagerduty?",
        "{url: 'http://x'}| 'type' is missing",
        "{type: webhook}| 'url' is missing",
        "{type: alertmanager}| 'url' is missing",
        "{type: alertmanager, url: 'http://x', secretFile: k}| has no use in a sink of type alertmanager",
        "{type: witness}| 'url' is missing",
        "{type: pagerduty}| 'secretFile' is missing: a file with the integration key",
        "{type: pagerduty, routingKey: abc, secretFile: k}| unknown key in p 'routingKey'",
        "{type: slack}| 'secretFile' is missing: a file with the webhook's address",
        "{type: slack, url: 'http://x', secretFile: k}| given twice: keep 'secretFile', drop 'url'",
        "{type: webhook, url: 'ftp://x'}| 'url' must start with http:// or https://",
        "{type: webhook, url: 'http://x y'}| 'url' is no URL",
        "{type: webhook, url: 'http://x', dashboardUrl: grafana}| 'dashboardUrl' must start with",
        "{type: webhook, url: 'http://x', sevrity: page}| did you mean severity?",
        "{type: webhook, url: 'http://x', rate: {atMost: 0, per: PT1M}}| 'atMost' must be a whole number from 1",
        "{type: webhook, url: 'http://x', rate: {atMost: 1, per: 1m}}| 'per' must be an ISO-8601 duration",
        "{type: webhook, url: 'http://x', rate: {atMost: 1}}| 'per' is missing in rate",
        "{type: webhook, url: 'http://x', rate: {atMost: 1, per: PT1M, burst: 2}}| unknown key in rate 'burst'",
      })
  void shouldNameTheLineAndWhatIsAllowedWhenASinkIsWrong(String sink, String message) {
    assertThatThrownBy(() -> read("sinks: {p: " + sink + "}\n"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("plumbline.yaml:3: ")
        .hasMessageContaining(message);
  }

  @Test
  void shouldNotRepeatAnAddressWhenItIsWrongOrPrinted() throws IOException {
    // When // Then
    assertThatThrownBy(() -> read("sinks: {p: {type: slack, url: 'https://hooks/T0/B0 s3cret'}}\n"))
        .isInstanceOf(PolicyException.class)
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> read("sinks: {p: {type: slack, url: 'ftp://hooks/s3cret'}}\n"))
        .isInstanceOf(PolicyException.class)
        .hasMessageNotContaining("s3cret");
    assertThat(read("sinks: {p: {type: slack, url: 'https://hooks.example/s3cret'}}\n").toString())
        .contains("hooks.example")
        .doesNotContain("s3cret");
  }

  private static Sink sink(SinkType type, String url, Path secretFile) {
    return new Sink(
        type,
        url == null ? null : URI.create(url),
        secretFile,
        Severity.PAGE,
        null,
        type == SinkType.SLACK ? new Rate(1, Duration.ofSeconds(1)) : MINUTELY);
  }

  private Map<String, Sink> read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("plumbline.yaml"), LEAST + yaml);
    return ServiceConfigReader.read(file).sinks();
  }
}
