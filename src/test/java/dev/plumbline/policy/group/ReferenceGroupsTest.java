package dev.plumbline.policy.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class ReferenceGroupsTest {

  /** Of the groups b, a and c, in this order, whose values are 2, 1 and 3. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "nobody",
      value = {
        // declared, group, reference, rest
        "nobody, a, everyone else[2 3], everyone else[2 3]",
        "nobody, x, everyone else[2 1 3], everyone else[2 1 3]",
        "b, a, 2, everyone else[2 3]",
        "b, x, 2, everyone else[2 1 3]",
        "b, b, nobody, everyone else[1 3]",
        "x, a, x[], everyone else[2 3]",
        "x, x, nobody, everyone else[2 1 3]",
      })
  void shouldChooseTheDeclaredReferenceOrEveryoneElse(
      @Nullable String declared, String group, @Nullable String reference, String rest) {
    // Given
    Map<String, String> known = new LinkedHashMap<>();
    known.put("b", "2");
    known.put("a", "1");
    known.put("c", "3");
    ReferenceGroups<String> groups =
        new ReferenceGroups<>(
            declared, known, (name, several) -> name + "[" + String.join(" ", several) + "]");
    // When, Then
    assertThat(groups.reference(group)).isEqualTo(reference);
    assertThat(groups.rest(group)).isEqualTo(rest);
  }
}
