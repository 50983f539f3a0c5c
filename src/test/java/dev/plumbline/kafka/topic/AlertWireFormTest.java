package dev.plumbline.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.alert.Alert;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Alerts are read by others. The lines are what version 0.1.0 wrote when it replayed census
 * traffic, when an alert was one flat record.
 */
final class AlertWireFormTest {

  @ParameterizedTest
  @MethodSource("lines")
  void shouldWriteTheSameBytesWhenAnAlertOfTheFlatRecordIsReadAndWritten(String line)
      throws IOException {
    Alert alert = Json.MAPPER.readValue(line, Alert.class);

    assertThat(Json.MAPPER.writeValueAsString(alert)).isEqualTo(line);
  }

  static List<String> lines() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            AlertWireFormTest.class.getResourceAsStream("/wire/ethics-alerts.jsonl"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
