package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.plumbline.cli.demo.CardSupportTraffic;
import dev.plumbline.cli.demo.EmploymentTraffic;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.IncidentStatus;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.TopicFile;
import dev.plumbline.kafka.topic.TopicFiles;
import dev.plumbline.kafka.topic.Topics;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** {@code topics/} says what the product writes, and the product writes what it says. */
class TopicSchemaTest {

  private static final Path FOLDER = Path.of("topics");
  private static final VersionFlag DRAFT = VersionFlag.V202012;

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

  private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(DRAFT);
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  /** A topic and values of it; the first has every field. */
  record Values(String topic, List<byte[]> values) {
    @Override
    public String toString() {
      return topic;
    }

    List<ObjectNode> json() throws IOException {
      List<ObjectNode> parsed = new ArrayList<>();
      for (byte[] value : values) {
        parsed.add((ObjectNode) Json.MAPPER.readTree(value));
      }
      return parsed;
    }
  }

  static Stream<Values> values() {
    return Stream.of(
        new Values(
            Topics.INFERENCE_REQUESTS.name(),
            Stream.concat(
                    Stream.of(
                        "{\"requestId\":\"1\",\"model\":\"desk\",\"timestamp\":1767268800000,\"text\":\"a\",\"response\":null,\"features\":{\"age\":4},\"attributes\":{\"sex\":\"female\"},\"consent\":{\"purposes\":[\"monitoring\"]},\"subject\":null,\"prediction\":{\"label\":\"yes\",\"score\":1,\"scores\":{\"yes\":1}}}"),
                    traffic(Topics.INFERENCE_REQUESTS))
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList()),
        of(Topics.REDACTED_REQUESTS, ExampleMessages.scored(true), ExampleMessages.request(false)),
        of(Topics.SCORED_REQUESTS, ExampleMessages.scored(true), ExampleMessages.scored(false)),
        new Values(
            Topics.OUTCOMES.name(),
            Stream.concat(
                    Stream.of(
                        "{\"requestId\":\"1\",\"model\":\"desk\",\"timestamp\":1767268800000,\"kind\":\"override\",\"label\":\"yes\",\"value\":4.5}"),
                    traffic(Topics.OUTCOMES))
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList()),
        new Values(
            Topics.REDACTED_OUTCOMES.name(),
            Stream.of(Outcome.Kind.values())
                .map(kind -> write(Topics.REDACTED_OUTCOMES, ExampleMessages.outcome(kind)))
                .toList()),
        of(Topics.PANE_COUNTS, ExampleMessages.pane(true), ExampleMessages.pane(false)),
        of(
            Topics.WINDOW_MEASURES,
            ExampleMessages.window("desk", 5, "female", "other"),
            ExampleMessages.emptyWindow("desk")),
        of(Topics.CHAIN_HEADS, ExampleMessages.head("desk")),
        of(
            Topics.ETHICS_ALERTS,
            ExampleMessages.alert("desk", "female", Alert.State.ESCALATED).in("260101-k3f9m", true),
            ExampleMessages.alert("desk", "female", Alert.State.CLEARED),
            ExampleMessages.bareWarning("desk")),
        of(
            Topics.INCIDENTS,
            ExampleMessages.incident("desk", IncidentStatus.State.OPEN),
            ExampleMessages.incident("desk", IncidentStatus.State.CLEARED)),
        new Values(
            Topics.RETRAINING_JOBS.name(),
            Stream.concat(
                    Stream.of(RetrainingJob.State.values())
                        .map(state -> ExampleMessages.endedJob("desk", "job-1", state)),
                    Stream.of(ExampleMessages.job("desk", "job-1")))
                .map(job -> write(Topics.RETRAINING_JOBS, job))
                .toList()),
        of(Topics.MODEL_RELEASES, ExampleMessages.release()),
        of(Topics.TRAINING_EXAMPLES, ExampleMessages.example()),
        of(Topics.DEAD_LETTERS, ExampleMessages.letter(true), ExampleMessages.letter(false)),
        of(Topics.REVEAL_AUDIT, ExampleMessages.reveal(true), ExampleMessages.reveal(false)));
  }

  @SafeVarargs
  private static <V> Values of(Topic<V> topic, V... values) {
    return new Values(topic.name(), Stream.of(values).map(v -> write(topic, v)).toList());
  }

  private static <V> byte[] write(Topic<V> topic, V value) {
    return topic.valueSerde().serializer().serialize(topic.name(), value);
  }

  /** What the demo's producers write. */
  private static Stream<String> traffic(Topic<?> topic) {
    Duration hour = Duration.ofHours(1);
    return Stream.concat(
            CardSupportTraffic.plan(40, hour, true, 7).stream(),
            EmploymentTraffic.plan(40, hour, 7).stream())
        .filter(planned -> planned.topic().name().equals(topic.name()))
        .map(
            planned -> planned.json().put("timestamp", ExampleMessages.NOON.toString()).toString());
  }

  @Test
  void shouldHoldAValidSchemaInEveryFile() throws IOException {
    // Given
    JsonSchema meta =
        FACTORY.getSchema(
            SchemaLocation.of(SchemaId.V202012),
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    assertThat(meta.validate(Json.MAPPER.readTree("{\"type\":\"sting\"}"))).isNotEmpty();

    for (TopicFile file : TopicFiles.in(FOLDER)) {
      // When
      JsonNode schema = schema(file.name());

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
  void shouldNameWhatTheCodeNames() throws IllegalAccessException {
    // Given
    Set<String> constants = new TreeSet<>();
    for (Field field : Topics.class.getFields()) {
      constants.add(((Topic<?>) field.get(null)).name());
    }

    // Then
    assertThat(TopicFiles.in(FOLDER).stream().map(TopicFile::name))
        .containsExactlyInAnyOrderElementsOf(constants);
    assertThat(values().map(Values::topic)).containsExactlyInAnyOrderElementsOf(constants);
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

  @ParameterizedTest
  @MethodSource("values")
  void shouldAcceptWhatTheProductWrites(Values topic) throws IOException {
    for (ObjectNode value : topic.json()) {
      assertThat(problems(topic, value)).as(value.toString()).isEmpty();
      assertThat(problems(topic, value.deepCopy().put("later", "a field"))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void shouldDescribeEveryFieldAndNoOther(Values topic) throws IOException {
    // Given
    Set<String> described = new TreeSet<>();
    fields(schema(topic.topic()), "", described);

    // When
    Set<String> written = new TreeSet<>();
    for (ObjectNode value : topic.json()) {
      fields(value, schema(topic.topic()), "", written);
    }

    // Then
    if (topic.topic().equals(Topics.INFERENCE_REQUESTS.name())) {
      assertThat(described).containsAll(written);
    } else {
      assertThat(written).isEqualTo(described);
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void shouldRefuseValuesThatLackAFieldOrHaveAnotherType(Values topic) throws IOException {
    ObjectNode value = topic.json().get(0);
    int refused = 0;
    for (String place : places(value, "")) {
      if (!place.contains("features")) { // free
        ObjectNode wrong = value.deepCopy();
        ObjectNode parent = (ObjectNode) wrong.at(place.substring(0, place.lastIndexOf('/')));
        String name = place.substring(place.lastIndexOf('/') + 1);
        JsonNode before = parent.path(name);
        parent.set(name, before.isArray() ? BooleanNode.TRUE : Json.MAPPER.createArrayNode());
        assertThat(problems(topic, wrong)).as("wrong type of " + place).isNotEmpty();
        refused++;
      }
    }
    for (String required : strings(schema(topic.topic()).path("required"))) {
      ObjectNode wrong = value.deepCopy();
      wrong.remove(required);
      assertThat(problems(topic, wrong)).as("without " + required).isNotEmpty();
      refused++;
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @MethodSource("values")
  void shouldRefuseUnknownStatesAndTimes(Values topic) throws IOException {
    ObjectNode value = topic.json().get(0);
    for (String name : names(value)) {
      JsonNode described = schema(topic.topic()).path("properties").path(name);
      if (described.has("enum") || described.has("format")) {
        ObjectNode wrong = value.deepCopy().put(name, "at noon");
        assertThat(problems(topic, wrong)).as(name).isNotEmpty();
      }
    }
  }

  @Test
  void shouldRefuseScoredRequestsWithoutAPrediction() throws IOException {
    // Given
    Values scored = of(Topics.SCORED_REQUESTS, ExampleMessages.request(true));
    Values redacted = of(Topics.REDACTED_REQUESTS, ExampleMessages.request(true));

    // Then
    assertThat(problems(scored, scored.json().get(0))).isNotEmpty();
    assertThat(problems(redacted, redacted.json().get(0))).isEmpty();
  }

  @Test
  void shouldRefuseOutcomesOfKindLabelWithoutALabel() throws IOException {
    // Given
    Values outcomes = of(Topics.REDACTED_OUTCOMES, ExampleMessages.outcome(Outcome.Kind.LABEL));
    ObjectNode unlabelled = outcomes.json().get(0).putNull("label");

    // Then
    assertThat(problems(outcomes, unlabelled)).isNotEmpty();
    assertThat(problems(outcomes, unlabelled.put("kind", "appeal"))).isEmpty();
  }

  @Test
  void shouldRefuseCounterfactualOutcomesWithoutTheirFigures() throws IOException {
    // Given
    Values outcomes =
        of(Topics.REDACTED_OUTCOMES, ExampleMessages.outcome(Outcome.Kind.COUNTERFACTUAL));
    ObjectNode whole = outcomes.json().get(0);

    // Then
    assertThat(problems(outcomes, whole)).isEmpty();
    for (String figure : List.of("label", "value", "flipped")) {
      assertThat(problems(outcomes, whole.deepCopy().putNull(figure))).as(figure).isNotEmpty();
    }
    assertThat(problems(outcomes, whole.deepCopy().put("value", 1.5))).isNotEmpty();
  }

  private static Set<ValidationMessage> problems(Values topic, JsonNode value) throws IOException {
    return FACTORY.getSchema(schema(topic.topic()), STRICT).validate(value);
  }

  private static JsonNode schema(String topic) {
    return TopicFiles.in(FOLDER).stream()
        .filter(file -> file.name().equals(topic))
        .map(file -> Json.MAPPER.<JsonNode>valueToTree(file.schema()))
        .findFirst()
        .orElseThrow();
  }

  /** Names that the schema gives, nested ones with a slash. */
  private static void fields(JsonNode schema, String at, Set<String> found) {
    JsonNode inner = schema.has("items") ? schema.path("items") : schema;
    inner
        .path("properties")
        .properties()
        .forEach(
            property -> {
              found.add(at + "/" + property.getKey());
              fields(property.getValue(), at + "/" + property.getKey(), found);
            });
  }

  /** Names that a value has, but for the keys of maps. */
  private static void fields(JsonNode value, JsonNode schema, String at, Set<String> found) {
    if (value.isArray()) {
      value.forEach(item -> fields(item, schema.path("items"), at, found));
      return;
    }
    boolean map = schema.path("type").asText().equals("object") && !schema.has("properties");
    if (!map) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        found.add(at + "/" + field.getKey());
        JsonNode described = schema.path("properties").path(field.getKey());
        fields(field.getValue(), described, at + "/" + field.getKey(), found);
      }
    }
  }

  /** JSON pointers of all fields, in objects only. */
  private static List<String> places(JsonNode value, String at) {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      found.add(at + "/" + field.getKey());
      found.addAll(places(field.getValue(), at + "/" + field.getKey()));
    }
    return found;
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
