package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.config.section.PolicyException;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.group.GroupSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which groups a policy searches. */
class GroupSearchReaderTest {

  @TempDir private Path folder;

  @Test
  void shouldSearchAllClosedAttributesWhenNoneAreNamed() throws IOException {
    // When
    GroupPolicy groups =
        read(
            "{a: [x, y], b: [x, y, z], c: [x, y], open: []}",
            "intersections: [[c, a]], search: {}");
    // Then: a with b, b with c, and the three; a with c is declared
    assertThat(groups.search()).isEqualTo(new GroupSearch(3, List.of("a", "b", "c")));
    assertThat(groups.searched())
        .containsExactly(List.of("a", "b"), List.of("b", "c"), List.of("a", "b", "c"));
    assertThat(groups.searchedGroups()).isEqualTo(6 + 6 + 12);
    assertThat(groups.covers("a*b*c")).isTrue();
    assertThat(groups.covers("a*open")).isFalse();
  }

  @Test
  void shouldLookAtAllPairsAndTriplesWhenFiveAttributesHaveFiveValues() throws IOException {
    // When
    String values = "[v, w, x, y, z]";
    GroupPolicy groups =
        read(
            "{a: %1$s, b: %1$s, c: %1$s, d: %1$s, e: %1$s}".formatted(values),
            "search: {depth: 3}");
    // Then: 10 pairs of attributes, 10 triples
    assertThat(groups.searchedGroups()).isEqualTo(10 * 25 + 10 * 125);
  }

  @Test
  void shouldSearchNothingWhenItIsNotAskedFor() throws IOException {
    // When
    GroupPolicy groups = read("{a: [x, y], b: [x, y]}", "minimumSize: 10");
    // Then
    assertThat(groups.search()).isEqualTo(GroupSearch.NONE);
    assertThat(groups.searched()).isEmpty();
    assertThat(groups.searchedGroups()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{attributes: [a, nobody]} | unknown attribute 'nobody'",
        "{attributes: [a, open]}   | groups.search needs the values of 'open': list them in groups.attributes",
        "{attributes: [a]}         | groups.search needs two attributes or more whose values are listed",
        "{depth: 1}                | 'depth' must be",
        "{depth: 5}                | 'depth' must be",
        "{deep: 3}                 | unknown key in search 'deep'"
      })
  void shouldSayWhatIsWrongWhenASearchCannotBe(String search, String problem) {
    assertThatThrownBy(() -> read("{a: [x, y], b: [x, y], open: []}", "search: " + search))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void shouldRefuseWhenThereWouldBeTooManyGroups() {
    // Given: 150 values each
    StringBuilder values = new StringBuilder("[v0");
    for (int i = 1; i < 150; i++) {
      values.append(", v").append(i);
    }
    values.append("]");
    // Then
    assertThatThrownBy(() -> read("{a: %s, b: %s}".formatted(values, values), "search: {depth: 2}"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("groups.search would look at 22,500 groups, more than 20,000");
  }

  private GroupPolicy read(String attributes, String more) throws IOException {
    String yaml =
        """
        model: credit
        scoring: {source: provided}
        outcome: {favourable: [granted]}
        groups: {attributes: %s, %s}
        """
            .formatted(attributes, more);
    return PolicyReader.read(Files.writeString(folder.resolve("policy.yaml"), yaml)).groups();
  }
}
