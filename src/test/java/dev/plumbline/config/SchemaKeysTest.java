package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.plumbline.config.section.AskedKey;
import dev.plumbline.config.section.KeyType;
import dev.plumbline.config.section.KeyType.Shape;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The JSON Schemas describe the keys that the readers ask for, each with the readers' facts. */
class SchemaKeysTest {

  private static final Map<Shape, Set<String>> TYPES =
      Map.ofEntries(
          Map.entry(Shape.ANY, Set.of()),
          Map.entry(Shape.TEXT, Set.of("string")),
          Map.entry(Shape.NUMBER, Set.of("number")),
          Map.entry(Shape.WHOLE, Set.of("integer")),
          Map.entry(Shape.DURATION, Set.of("string")),
          Map.entry(Shape.FLAG, Set.of("boolean")),
          Map.entry(Shape.CHOICE, Set.of("string")),
          Map.entry(Shape.MAPPING, Set.of("object")),
          Map.entry(Shape.LIST, Set.of("array")),
          Map.entry(Shape.TEXTS, Set.of("array", "string")),
          Map.entry(Shape.CHOICES, Set.of("array", "string")),
          Map.entry(Shape.MAPPINGS, Set.of("array", "object")));

  @ParameterizedTest
  @EnumSource
  void shouldDescribeEveryKeyThatAReaderAsksForAndNoOther(ConfigurationKind kind) {
    // When
    Set<String> asked = kind.askedKeys().keySet();
    Set<String> described = kind.schema().keys().keySet();

    // Then
    assertThat(without(asked, described)).as("keys that docs/schema lacks").isEmpty();
    assertThat(without(described, asked)).as("keys that no reader asks for").isEmpty();
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  @ParameterizedTest
  @EnumSource
  void shouldAgreeWithTheReadersOnTypesBoundsAndDefaults(ConfigurationKind kind) {
    // Given
    Map<String, SchemaKey> keys = kind.schema().keys();

    kind.askedKeys()
        .forEach(
            (path, asked) -> {
              // When
              SchemaKey key = Objects.requireNonNull(keys.get(path), path);
              List<KeyType> types = asked.stream().map(AskedKey::type).toList();

              // Then
              assertThat(key.types())
                  .as("types of " + path)
                  .containsAll(types.stream().flatMap(t -> TYPES.get(t.shape()).stream()).toList());
              assertBounds(key, types);
              assertChoices(key, types);
              assertDefault(key, asked);
            });
  }

  private static void assertBounds(SchemaKey key, List<KeyType> types) {
    for (KeyType type : types) {
      if (type.shape() == Shape.DURATION) {
        boolean zero = Duration.ZERO.equals(type.least());
        assertThat(key.find("title").orElseThrow().asText())
            .as(key.path())
            .isEqualTo(zero ? "duration" : "duration of a second or more");
      }
    }
    Stream<Comparable<?>> least = types.stream().map(KeyType::least).filter(Objects::nonNull);
    least
        .filter(Number.class::isInstance)
        .map(SchemaKeysTest::decimal)
        .min(BigDecimal::compareTo)
        .ifPresent(low -> assertNumber(key, "minimum", low));
    types.stream()
        .map(KeyType::most)
        .filter(Objects::nonNull)
        .map(SchemaKeysTest::decimal)
        .max(BigDecimal::compareTo)
        .ifPresent(high -> assertNumber(key, "maximum", high));
  }

  private static void assertNumber(SchemaKey key, String keyword, BigDecimal expected) {
    assertThat(key.find(keyword).map(JsonNode::decimalValue).orElse(null))
        .as(keyword + " of " + key.path())
        .isEqualByComparingTo(expected);
  }

  private static void assertChoices(SchemaKey key, List<KeyType> types) {
    Set<String> allowed =
        types.stream().flatMap(type -> type.allowed().stream()).collect(Collectors.toSet());
    if (!allowed.isEmpty()) {
      assertThat(SchemaKey.texts(key.choice().orElseThrow().path("enum")))
          .as("values of " + key.path())
          .containsExactlyInAnyOrderElementsOf(allowed);
    }
  }

  /** A default that depends on other keys is one of several; the schema says so in words. */
  private static void assertDefault(SchemaKey key, List<AskedKey> asked) {
    Set<Object> known =
        asked.stream()
            .filter(each -> each.otherwise() != null && !each.otherwise().equals(""))
            .map(each -> comparable(each.otherwise()))
            .collect(Collectors.toSet());
    if (known.isEmpty() || key.required() || key.path().endsWith("*")) {
      return;
    }
    JsonNode told = key.find("default").orElse(null);
    if (told == null || known.size() > 1) {
      assertThat(key.find("x-default")).as("default of " + key.path() + " in words").isPresent();
    }
    if (told != null) {
      assertThat(known).as("default of " + key.path()).contains(comparable(told, asked));
    }
  }

  private static Object comparable(JsonNode told, List<AskedKey> asked) {
    boolean duration = asked.stream().anyMatch(each -> each.type().shape() == Shape.DURATION);
    if (duration) {
      return Duration.parse(told.asText());
    }
    return told.isNumber() ? decimal(told.decimalValue()) : told.asText();
  }

  private static Object comparable(@Nullable Object otherwise) {
    if (otherwise instanceof Boolean flag) {
      return flag.toString();
    }
    return otherwise instanceof Number ? decimal(otherwise) : Objects.requireNonNull(otherwise);
  }

  private static BigDecimal decimal(Object number) {
    return new BigDecimal(number.toString()).stripTrailingZeros();
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeAValidSchemaWhoseKeysAreDescribedWithExamplesThatFit(ConfigurationKind kind) {
    // Given
    ConfigurationSchema schema = kind.schema();
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012))
                .validate(schema.root()))
        .isEmpty();

    for (SchemaKey key : schema.keys().values()) {
      // When
      List<JsonNode> values =
          Stream.concat(
                  key.find("examples").stream().flatMap(each -> stream(each)),
                  key.find("default").stream())
              .toList();

      // Then
      assertThat(ReferencePage.isMappingOnly(key) || key.find("description").isPresent())
          .as("description of " + key.path())
          .isTrue();
      assertThat(ReferencePage.isMappingOnly(key) || key.find("examples").isPresent())
          .as("example of " + key.path())
          .isTrue();
      for (JsonNode value : values) {
        assertThat(schema.problems(key, value)).as(key.path() + ": " + value).isEmpty();
      }
      key.choice().ifPresent(choice -> assertEveryValueExplained(key, choice));
    }
  }

  private static void assertEveryValueExplained(SchemaKey key, JsonNode choice) {
    if (choice.has("enumDescriptions")) {
      assertThat(choice.path("enumDescriptions")).as(key.path()).hasSameSizeAs(choice.path("enum"));
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return Stream.iterate(0, i -> i < array.size(), i -> i + 1).map(array::get);
  }
}
