package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.Outcome;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.TopicFile;
import dev.plumbline.kafka.topic.TopicFiles;
import dev.plumbline.kafka.topic.Topics;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code topics/} says what the product writes, and the product writes what it says. */
class TopicSchemaTest {

  private static final Path FOLDER = Path.of("topics");
  private static final VersionFlag DRAFT = VersionFlag.V202012;

  private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(DRAFT);
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

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
    assertThat(TopicExamples.all().map(TopicExamples::topic))
        .containsExactlyInAnyOrderElementsOf(constants);
  }

  @ParameterizedTest
  @MethodSource("dev.plumbline.cli.TopicExamples#all")
  void shouldAcceptWhatTheProductWrites(TopicExamples topic) throws IOException {
    for (ObjectNode value : topic.json()) {
      assertThat(problems(topic, value)).as(value.toString()).isEmpty();
      assertThat(problems(topic, value.deepCopy().put("later", "a field"))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.plumbline.cli.TopicExamples#all")
  void shouldDescribeEveryFieldAndNoOther(TopicExamples topic) throws IOException {
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
  @MethodSource("dev.plumbline.cli.TopicExamples#all")
  void shouldRefuseValuesThatLackAFieldOrHaveAnotherType(TopicExamples topic) throws IOException {
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
  @MethodSource("dev.plumbline.cli.TopicExamples#all")
  void shouldRefuseUnknownStatesAndTimes(TopicExamples topic) throws IOException {
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
    TopicExamples scored = TopicExamples.of(Topics.SCORED_REQUESTS, ExampleMessages.request(true));
    TopicExamples redacted =
        TopicExamples.of(Topics.REDACTED_REQUESTS, ExampleMessages.request(true));

    // Then
    assertThat(problems(scored, scored.json().get(0))).isNotEmpty();
    assertThat(problems(redacted, redacted.json().get(0))).isEmpty();
  }

  @Test
  void shouldRefuseOutcomesOfKindLabelWithoutALabel() throws IOException {
    // Given
    TopicExamples outcomes =
        TopicExamples.of(Topics.REDACTED_OUTCOMES, ExampleMessages.outcome(Outcome.Kind.LABEL));
    ObjectNode unlabelled = outcomes.json().get(0).putNull("label");

    // Then
    assertThat(problems(outcomes, unlabelled)).isNotEmpty();
    assertThat(problems(outcomes, unlabelled.put("kind", "appeal"))).isEmpty();
  }

  @Test
  void shouldRefuseCounterfactualOutcomesWithoutTheirFigures() throws IOException {
    // Given
    TopicExamples outcomes =
        TopicExamples.of(
            Topics.REDACTED_OUTCOMES, ExampleMessages.outcome(Outcome.Kind.COUNTERFACTUAL));
    ObjectNode whole = outcomes.json().get(0);

    // Then
    assertThat(problems(outcomes, whole)).isEmpty();
    for (String figure : List.of("label", "value", "flipped")) {
      assertThat(problems(outcomes, whole.deepCopy().putNull(figure))).as(figure).isNotEmpty();
    }
    assertThat(problems(outcomes, whole.deepCopy().put("value", 1.5))).isNotEmpty();
  }

  private static Set<ValidationMessage> problems(TopicExamples topic, JsonNode value)
      throws IOException {
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
