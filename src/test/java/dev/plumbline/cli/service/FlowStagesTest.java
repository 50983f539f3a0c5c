package dev.plumbline.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class FlowStagesTest {

  @Test
  void shouldKeepFlowOrderWhenNamedInAnother() {
    // When
    List<Stage> named = FlowStages.named(List.of("alert", "redact"), FlowStages.UNCONFIGURED);
    // Then
    assertThat(FlowStages.names(named)).containsExactly("redact", "alert");
  }

  @Test
  void shouldSayWhatIsAllowedWhenAStageIsUnknown() {
    assertThatThrownBy(() -> FlowStages.named(List.of("score", "rank"), FlowStages.UNCONFIGURED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown stage 'rank'; allowed: [intake, redact, score, measure, alert, retrain]");
  }

  @Test
  void shouldReadAndWriteWhatTheTopicFilesSayWhenTopicsAreNamed() throws IOException {
    // Given
    Map<String, Map<String, String>> files = topicFiles();
    // Then
    for (Stage stage : FlowStages.UNCONFIGURED) {
      boolean reads = !stage.name().equals("intake");
      assertThat(stage.topics().inputs().isEmpty()).as(stage.name()).isEqualTo(!reads);
      for (Topic<?> input : stage.topics().inputs()) {
        assertThat(side(files, input, "consumedBy")).contains(stage.name());
      }
      for (Topic<?> output : outputs(stage)) {
        assertThat(side(files, output, "producedBy")).contains(stage.name());
      }
    }
  }

  @Test
  void shouldLeadFromRawToScoredRequestsWhenRequestsArePassedOn() {
    // When
    RequestPath path = RequestPath.through(FlowStages.UNCONFIGURED);
    // Then
    assertThat(path.first()).isEqualTo("inference-requests");
    assertThat(path.last()).isEqualTo("scored-requests");
    assertThat(path.read()).containsExactlyInAnyOrder("inference-requests", "redacted-requests");
  }

  private static List<Topic<?>> outputs(Stage stage) {
    List<Topic<?>> outputs = new ArrayList<>();
    Stream.of(stage.topics())
        .flatMap(topics -> Stream.of(topics.passedOn(), topics.last()))
        .forEach(
            topic -> {
              if (topic != null) {
                outputs.add(topic);
              }
            });
    return outputs;
  }

  private static List<String> side(
      Map<String, Map<String, String>> files, Topic<?> topic, String side) {
    return Arrays.asList(files.get(topic.name()).get(side).split(", ", -1));
  }

  private static Map<String, Map<String, String>> topicFiles() throws IOException {
    Map<String, Map<String, String>> files = new HashMap<>();
    try (Stream<Path> all = Files.list(Path.of("topics"))) {
      for (Path file : all.toList()) {
        Map<String, String> yaml = new Yaml().load(Files.readString(file));
        files.put(yaml.get("name"), yaml);
      }
    }
    return files;
  }
}
