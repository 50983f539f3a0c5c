package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.Outcome;
import dev.plumbline.policy.Benefits;
import dev.plumbline.policy.Ethics;
import dev.plumbline.policy.Groups;
import dev.plumbline.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutcomeJoinTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Policy POLICY =
      ScorePolicies.of(
          new Groups(Map.of("sex", Set.of("f", "m"), "town", Set.of()), List.of(), Map.of(), 1),
          new Ethics(Map.of(), Map.of(), 0, 1),
          Benefits.NONE);

  private final Kept kept =
      new Kept(
          "desk",
          NOON.toEpochMilli(),
          List.of("*=*", "sex=f", "town=x"),
          true,
          "yes",
          700_000_000,
          Feedback.NONE);

  private static Outcome outcome(
      Outcome.Kind kind, @Nullable String label, @Nullable Double value, @Nullable Boolean flip) {
    return new Outcome("r1", "desk", NOON, kind, label, value, flip);
  }

  private static Outcome swapped(String attribute, double change, boolean flipped) {
    return outcome(Outcome.Kind.COUNTERFACTUAL, attribute, change, flipped);
  }

  private Contribution noted(String fact, long amount) {
    return new Contribution.Noted("desk", NOON.toEpochMilli(), fact, amount);
  }

  @Test
  void shouldCountTriesFlipsAndChangesByAttributeWhenWordsWereSwapped() {
    // When
    OutcomeJoin flipped = OutcomeJoin.of(POLICY, kept, swapped("gender", 0.25, true));
    OutcomeJoin stayed = OutcomeJoin.of(POLICY, flipped.kept(), swapped("origin", 0.125, false));
    // Then
    assertThat(flipped.result()).isEqualTo("counterfactual");
    assertThat(flipped.contributions())
        .containsExactly(
            noted("counterfactual|gender", 1),
            noted("flips|gender", 1),
            noted("change|gender", 250_000_000));
    assertThat(stayed.contributions())
        .containsExactly(noted("counterfactual|origin", 1), noted("change|origin", 125_000_000));
  }

  @Test
  void shouldCountAnAttributeOnceWhenItsOutcomeComesAgain() {
    // Given
    OutcomeJoin first = OutcomeJoin.of(POLICY, kept, swapped("gender", 0.25, true));
    // When
    OutcomeJoin again = OutcomeJoin.of(POLICY, first.kept(), swapped("gender", 0.5, false));
    // Then
    assertThat(again.result()).isEqualTo("duplicate");
    assertThat(again.contributions()).isEmpty();
    assertThat(again.kept()).isEqualTo(first.kept());
  }

  @Test
  void shouldCountOverridesByGroupOnlyWhenThePolicyDeclaresTheGroups() {
    // When
    OutcomeJoin joined =
        OutcomeJoin.of(POLICY, kept, outcome(Outcome.Kind.OVERRIDE, "yes", null, null));
    // Then
    assertThat(joined.contributions())
        .containsExactly(noted("overrides", 1), noted("overrides|sex=f", 1));
  }
}
