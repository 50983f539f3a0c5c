package dev.plumbline.policy.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class GroupFactorTest {

  @ParameterizedTest
  @CsvSource({
    "-1e300, below 25",
    "24.99, below 25",
    "25, 25 to 45.5",
    "45.5, 45.5 and above",
    "1e300, 45.5 and above"
  })
  void shouldBelongToTheLevelAboveWhenANumberIsACutPoint(double value, String level) {
    GroupFactor age = new GroupFactor(List.of(), List.of(25.0, 45.5));
    assertThat(age.levelOf(value)).isEqualTo(level);
    assertThat(age.names()).contains(level).hasSize(3);
  }

  @Test
  void shouldHaveNoLevelWhenTheValueIsNone() {
    GroupFactor age = new GroupFactor(List.of(), List.of(25.0));
    assertThat(age.levelOf(null)).isNull();
    assertThat(age.levelOf("young")).isNull();
    assertThat(age.levelOf(Double.NaN)).isNull();
    assertThat(new GroupFactor(List.of("A"), List.of()).levelOf(null)).isNull();
  }

  @Test
  void shouldBeAmongTheOthersWhenATextIsNotListed() {
    GroupFactor tier = new GroupFactor(List.of("1", "true", "A"), List.of());
    assertThat(tier.levelOf("A")).isEqualTo("A");
    assertThat(tier.levelOf(1.0)).isEqualTo("1");
    assertThat(tier.levelOf(1L)).isEqualTo("1");
    assertThat(tier.levelOf(true)).isEqualTo("true");
    assertThat(tier.levelOf("B")).isEqualTo(GroupPolicy.OTHER);
    assertThat(tier.levelOf(Double.POSITIVE_INFINITY)).isEqualTo(GroupPolicy.OTHER);
  }

  @Test
  void shouldCountGroupAndLevelAtOnceWhenRulesCompareWithin() {
    // Given
    GroupPolicy groups =
        new GroupPolicy(Map.of("sex", Set.of(), "race", Set.of()), List.of(), Map.of(), Map.of(), 1)
            .within(Set.of("department", "race"));
    // Then
    assertThat(groups.cellsFor(Map.of("sex", "f", "race", "B", "department", "A")))
        .isEqualTo(
            Map.of(
                "sex", "f",
                "race", "B",
                "sex*department", "f*A",
                "race*department", "B*A",
                "sex*race", "f*B"));
    assertThat(groups.cellsFor(Map.of("sex", "f"))).isEqualTo(Map.of("sex", "f"));
    assertThat(groups.compared()).containsExactly("race", "sex");
  }
}
