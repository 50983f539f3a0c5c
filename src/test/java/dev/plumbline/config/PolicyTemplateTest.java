package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.config.PolicyTemplate.Kind;
import dev.plumbline.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy to start from is fine as written, and so is everything that it has as comments. */
class PolicyTemplateTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void shouldBeTenLinesThatTheReaderAndTheSchemaTake(Kind kind) throws IOException {
    // When
    String template = PolicyTemplate.write(kind, "desk");

    // Then
    assertThat(read(template).model()).isEqualTo("desk");
    assertThat(ConfigurationSchema.POLICY.problems(YamlJson.parse(template))).isEmpty();
    assertThat(template.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).count())
        .isLessThanOrEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource
  void shouldHaveEveryOtherKeyAsACommentThatWorks(Kind kind) throws IOException {
    // When
    JsonNode whole = uncommented(PolicyTemplate.write(kind, "desk"));

    // Then
    assertThat(ConfigurationSchema.POLICY.problems(whole)).isEmpty();
    assertThat(read(whole.toString()).model()).isEqualTo("desk");
  }

  @ParameterizedTest
  @EnumSource
  void shouldShowTheDefaultOfEveryKeyThatHasOne(Kind kind) {
    // Given
    Map<String, String> shown = new TreeMap<>();
    leaves("", uncommented(PolicyTemplate.write(kind, "desk")), shown);

    // When
    Map<String, String> defaults = new TreeMap<>();
    for (SchemaKey key : ConfigurationSchema.POLICY.keys().values()) {
      if (key.path().startsWith("scoring.columns")) {
        continue; // of a model of features, which no template is for
      }
      boolean ofText =
          key.path().matches("scoring\\..*|retraining\\..*|ethics\\.counterfactual\\..*");
      if (!key.path().equals("scoring.source") && (kind == Kind.TEXT || !ofText)) {
        key.find("default").ifPresent(value -> defaults.put(key.path(), text(value)));
      }
    }

    // Then
    assertThat(shown).containsAllEntriesOf(defaults);
    assertThat(defaults).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "on", "it's", "a, b: {c}", "# no", "models/desk"})
  void shouldNameTheModelWhenItsNameNeedsQuotes(String model) throws IOException {
    // When
    Policy policy = read(PolicyTemplate.write(Kind.TEXT, model));

    // Then
    assertThat(policy.model()).isEqualTo(model);
    assertThat(policy.scoring().path())
        .isEqualTo(folder.resolve("models").resolve(model).toAbsolutePath());
  }

  @Test
  void shouldRefuseANameOfSeveralLines() {
    assertThatThrownBy(() -> PolicyTemplate.write(Kind.TEXT, "a\nb"))
        .hasMessage("a model's name must be a text of one line");
  }

  private Policy read(String yaml) throws IOException {
    return PolicyReader.read(Files.writeString(folder.resolve("policy.yaml"), yaml));
  }

  /** The ten lines, and every commented section added to them: keys follow the # at once. */
  private static JsonNode uncommented(String template) {
    ObjectNode whole = (ObjectNode) YamlJson.parse(template);
    List<String> section = new ArrayList<>();
    for (String line : template.concat("\n ").split("\n", -1)) {
      if (line.matches("#(\\w.*|  .*)")) {
        section.add(line.substring(1));
      } else if (!section.isEmpty()) {
        add(whole, YamlJson.parse(String.join("\n", section)));
        section.clear();
      }
    }
    return whole;
  }

  private static void add(ObjectNode whole, JsonNode section) {
    section
        .properties()
        .forEach(
            entry -> {
              if (whole.get(entry.getKey()) instanceof ObjectNode known) {
                add(known, entry.getValue());
              } else {
                whole.set(entry.getKey(), entry.getValue());
              }
            });
  }

  private static void leaves(String path, JsonNode node, Map<String, String> leaves) {
    node.properties()
        .forEach(
            entry -> {
              String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
              JsonNode value = entry.getValue();
              leaves.put(at, text(value));
              leaves(at, value, leaves);
              if (value.isArray()) {
                value.forEach(item -> leaves(at + "[]", item, leaves));
              }
            });
  }

  /** A small number has many spellings. */
  private static String text(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().stripTrailingZeros().toPlainString()
        : value.asText();
  }
}
