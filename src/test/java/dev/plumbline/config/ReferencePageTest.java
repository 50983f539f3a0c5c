package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of the two files have the schemas' tables, and examples that work. */
class ReferencePageTest {

  private static final String UPDATE = "reference.update";

  private static final Pattern EXAMPLE = Pattern.compile("(?s)\n```yaml\n(.*?)```\n");

  @ParameterizedTest
  @EnumSource
  void shouldHaveTheSchemasTables(ConfigurationKind kind) throws IOException {
    // Given
    String page = Files.readString(kind.page());
    ReferencePage reference = new ReferencePage(kind.schema());

    // When
    String filled = reference.fill(page);
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(kind.page(), filled);
      page = filled;
    }

    // Then
    assertThat(reference.missing(page)).as("keys without a table in " + kind.page()).isEmpty();
    assertThat(page)
        .as("tables of %s; run mvn test -Dtest=ReferencePageTest -D%s=true", kind.page(), UPDATE)
        .isEqualTo(filled);
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeginWithAFileThatTheReaderTakes(ConfigurationKind kind) throws IOException {
    // Given
    String page = Files.readString(kind.page());
    Matcher examples = EXAMPLE.matcher(page);
    assertThat(examples.find()).isTrue();
    String first = examples.group(1);

    // Then
    kind.read(kind.page(), first);
    assertThat(kind.schema().problems(YamlJson.parse(first))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldLinkToPagesThatExist(ConfigurationKind kind) throws IOException {
    Matcher links =
        Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)").matcher(Files.readString(kind.page()));
    while (links.find()) {
      assertThat(kind.page().resolveSibling(links.group(1))).exists();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeNamedByTheFirstLineOfItsFiles(ConfigurationKind kind) throws IOException {
    // Given
    String line = "# yaml-language-server: $schema=";
    Path schema =
        Path.of(
            "docs/schema/%s.schema.json"
                .formatted(kind.page().toString().replaceAll("docs/|\\.md", "")));

    // When
    List<Path> naming = new ArrayList<>();
    for (Path sample : kind.samples()) {
      String first = Files.readAllLines(sample).get(0);
      if (first.startsWith(line)) {
        assertThat(sample.resolveSibling(first.substring(line.length()))).isRegularFile();
        assertThat(sample.resolveSibling(first.substring(line.length())).normalize())
            .isEqualTo(schema);
        naming.add(sample);
      }
    }

    // Then
    assertThat(naming).containsAll(kind.ownSamples());
  }

  @Test
  void shouldReplaceTheTableAndNothingElse() {
    // Given
    String page = "before\n<!-- keys: benefits -->\nold\n<!-- end -->\nafter\n";

    // When
    String filled = new ReferencePage(ConfigurationSchema.POLICY).fill(page);

    // Then
    assertThat(filled)
        .startsWith("before\n<!-- keys: benefits -->\n\n| key |")
        .endsWith(" |\n\n<!-- end -->\nafter\n")
        .contains("| `benefits.manual` | duration |", "| `benefits.latency` |")
        .doesNotContain("old", "alerts");
    assertThat(new ReferencePage(ConfigurationSchema.POLICY).missing(page))
        .contains("windows", "privacy")
        .doesNotContainAnyElementsOf(List.of("benefits"));
  }
}
