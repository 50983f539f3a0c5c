package dev.plumbline.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.ExampleMeasures;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramFileTest {

  @TempDir private Path folder;

  @Test
  void shouldWriteALineForEverySignalOfAWindow() throws IOException {
    // Given
    Files.write(
        folder.resolve("window-measures.jsonl"),
        List.of(
            Json.MAPPER.writeValueAsString(ExampleMeasures.window("desk", 5, "female")),
            Json.MAPPER.writeValueAsString(ExampleMeasures.emptyWindow("desk"))));
    // When
    HistogramFile.write(folder);
    // Then
    List<String> lines = Files.readAllLines(folder.resolve("histograms.jsonl"));
    assertThat(lines).hasSize(1);
    JsonNode line = Json.MAPPER.readTree(lines.get(0));
    assertThat(line.get("model").asText()).isEqualTo("desk");
    assertThat(line.at("/window/end").asText()).isEqualTo("2026-01-01T12:05:00Z");
    assertThat(line.get("signal").asText()).isEqualTo("label");
    assertThat(line.at("/bins/0/n").asInt()).isEqualTo(100);
    assertThat(line.at("/bins/0/nReference").asInt()).isEqualTo(90);
  }
}
