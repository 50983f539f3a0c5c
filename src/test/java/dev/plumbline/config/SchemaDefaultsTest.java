package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON Schemas' defaults are what a file without the keys means. */
class SchemaDefaultsTest {

  private static final Path FILE = Path.of("any.yaml");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POLICY  | {model: m, scoring: {path: models/m}, outcome: {favourable: [granted]}}
          SERVICE | {kafka: {bootstrapServers: b}, policies: [p.yaml]}
          """)
  void shouldMeanTheSameWhenEveryDefaultIsWritten(ConfigurationKind kind, String least) {
    // Given
    ObjectNode written = (ObjectNode) YamlJson.parse(least);
    int defaults = 0;
    for (Map.Entry<String, SchemaKey> key : kind.schema().keys().entrySet()) {
      JsonNode value = key.getValue().find("default").orElse(null);
      if (value != null && stands(key.getKey())) {
        put(written, key.getKey(), value);
        defaults++;
      }
    }

    // When
    Object meant = kind.read(FILE, least);
    Object said = kind.read(FILE, written.toString());

    // Then
    assertThat(said)
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class) // NaN is NaN
        .ignoringFields("version")
        .isEqualTo(meant);
    assertThat(defaults).isGreaterThan(8);
  }

  /**
   * Items of lists and named mappings need these, swapped words need the words, a search needs
   * attributes, and a trial and a store are there by being named.
   */
  private static boolean stands(String path) {
    return !path.matches(".*[\\[*].*")
        && !path.startsWith("ethics.counterfactual")
        && !path.startsWith("groups.search")
        && !path.startsWith("retraining.shadow")
        && !path.startsWith("retraining.store");
  }

  private static void put(ObjectNode file, String path, JsonNode value) {
    ObjectNode at = file;
    String[] keys = path.split("\\.");
    for (int i = 0; i < keys.length - 1; i++) {
      at = at.withObjectProperty(keys[i]);
    }
    at.set(keys[keys.length - 1], value);
  }
}
