package dev.plumbline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {

  private static Object values(String yaml) throws YamlSyntaxException {
    return YamlDocument.parse(yaml).values();
  }

  @Test
  void shouldGivePlainValuesInTheFilesOrder() throws YamlSyntaxException {
    // When
    Object values =
        values("b: 1\na: {x: [yes it is, 1.5, true, null], y: &w [one]}\nc: *w\n'7': '7'\n");
    // Then
    assertThat(values)
        .isInstanceOfSatisfying(
            Map.class, map -> assertThat(map.keySet()).containsExactly("b", "a", "c", "7"))
        .isEqualTo(
            Map.of(
                "b",
                1,
                "a",
                Map.of("x", Arrays.asList("yes it is", 1.5, true, null), "y", List.of("one")),
                "c",
                List.of("one"),
                "7",
                "7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a: 1\\nb: [1, 2\\nc: 3        | 2 | is not YAML
          a: 1\\nb: 2\\na: 3            | 2 | found duplicate key a
          a: 1\\nb: {c: 1, c: 1}        | 1 | found duplicate key c
          a: 1\\nb: !!java.net.URL [x]  | 1 | tag is not allowed: tag:yaml.org,2002:java.net.URL
          a: !mine 1                    | 0 | tag is not allowed: !mine
          a: !!binary aGVsbG8=          | 0 | tag is not allowed: tag:yaml.org,2002:binary
          a: 1\\nb: &b [1, *b]          | 1 | holds a part that holds itself
          a: 1\\n---\\nb: 2             | 1 | found another document
          a: \\u0007                    | 0 | holds a character that YAML does not allow, at 3
          ``                            | 0 | is empty
          # nothing                     | 0 | is empty
          """)
  void shouldNameTheLineWhenRefused(String yaml, int line, String reason) {
    String text = yaml.replace("\\n", "\n").replace("\\u0007", "\u0007");
    // Then
    assertThatThrownBy(() -> values(text))
        .isInstanceOfSatisfying(
            YamlSyntaxException.class,
            e -> {
              assertThat(e.line()).isEqualTo(line);
              assertThat(e.reason()).contains(reason).doesNotContain("\n");
            });
  }

  @Test
  void shouldRefuseWhenAliasesOrNestingAreWithoutBound() {
    // Given
    String aliases = "a: &a [x]\nb: [" + "*a, ".repeat(51) + "*a]\n";
    String nesting = "[".repeat(60) + "]".repeat(60);
    // Then
    assertThatThrownBy(() -> values(aliases)).hasMessageContaining("Number of aliases");
    assertThatThrownBy(() -> values(nesting)).hasMessageContaining("Nesting Depth");
  }

  @Test
  void shouldLeaveKeysThatStandTwiceToTheReaderOfNodes() throws YamlSyntaxException {
    assertThat(YamlDocument.parse("a: 1\na: 2").root().getEndMark().getLine()).isEqualTo(1);
  }
}
