package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.TopicFile;
import dev.plumbline.kafka.topic.TopicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The files in {@code topics/}: schemas that are valid, numbered as records flow. */
class TopicFilesTest {

  private static final Path FOLDER = Path.of("topics");

  private static final Set<String> OTHER_SIDES =
      Set.of(
          "producers",
          "every stage",
          "http",
          "trainer",
          "nobody yet",
          "reveal",
          "pagers",
          "witnesses",
          "prove",
          "chain",
          "people",
          "auditors");

  @Test
  void shouldHoldAValidSchemaInEveryFile() throws IOException {
    // Given
    JsonSchema meta =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                SchemaLocation.of(SchemaId.V202012),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    assertThat(meta.validate(Json.MAPPER.readTree("{\"type\":\"sting\"}"))).isNotEmpty();

    for (TopicFile file : TopicFiles.in(FOLDER)) {
      // When
      JsonNode schema = Json.MAPPER.valueToTree(file.schema());

      // Then
      assertThat(meta.validate(schema)).as(file.name()).isEmpty();
      assertThat(schema.path("type").asText()).as(file.name()).isEqualTo("object");
      assertThat(names(schema.path("properties")))
          .as(file.name())
          .containsAll(strings(schema.path("required")));
    }
  }

  @Test
  void shouldBeNumberedInFlowOrder() throws IOException {
    // When
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER)) {
      files = all.sorted().toList();
    }

    // Then
    int stage = 0;
    for (int i = 0; i < files.size(); i++) {
      Map<String, String> yaml = new Yaml().load(Files.readString(files.get(i)));
      String name = yaml.get("name");
      assertThat(files.get(i).getFileName()).hasToString("%02d-%s.yaml".formatted(i + 1, name));
      int producer = FlowStages.NAMES.indexOf(yaml.get("producedBy"));
      assertThat(producer == -1 ? stage : producer).as(name).isGreaterThanOrEqualTo(stage);
      stage = Math.max(stage, producer);
      for (String side : List.of("producedBy", "consumedBy")) {
        Set<String> known = new HashSet<>(FlowStages.NAMES);
        known.addAll(OTHER_SIDES);
        assertThat(known).as(name).contains(yaml.get(side).split(", ", -1));
      }
    }
    assertThat(TopicFiles.shipped()).isEqualTo(TopicFiles.in(FOLDER));
  }

  @Test
  void shouldGiveTopicsThatAreReadTogetherAsManyPartitions() {
    // Given
    Set<Integer> byRequest = new HashSet<>();
    Set<Integer> byModel = new HashSet<>();
    int requestTopics = 0;
    for (TopicFile file : TopicFiles.in(FOLDER)) {
      List<?> required = (List<?>) file.schema().get("required");
      if (required.contains("requestId")) {
        requestTopics++;
        byRequest.add(file.partitions());
      }
      if (Set.of("pane-counts", "window-measures").contains(file.name())) {
        byModel.add(file.partitions());
      }
    }

    // Then
    assertThat(requestTopics).isEqualTo(6);
    assertThat(byRequest).hasSize(1);
    assertThat(byModel).hasSize(1);
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(item -> strings.add(item.asText()));
    return strings;
  }
}
