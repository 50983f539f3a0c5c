package dev.plumbline.stage.alert.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.FlipCount;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BiasEvidenceTest {

  private static final double CHANCE = 1e-5;

  private static final Policy POLICY =
      AlertTestPolicies.read(
          """
          model: credit
          scoring: {source: provided}
          outcome: {favourable: ["yes"]}
          groups: {attributes: [sex], minimumSize: 30}
          ethics: {bias: {selection_gap: 1}, alertWhen: {biasAbove: 0.15}}
          """);

  /** Rates of 0.2 and 0.6 in every pane: the gap is 0.4. One comparison, each way. */
  @Test
  void shouldLeaveBernsteinsArmOnBothSidesOfTheGap() {
    // Given
    BiasSums sums = BiasSums.NONE;
    for (int pane = 0; pane < 10; pane++) {
      sums = sums.plus(BiasSums.pane(pane(pane, people("f", 20, 4), people("m", 20, 12)), SEX));
    }
    // When
    BiasBounds bounds = Objects.requireNonNull(BiasBounds.of(sums, POLICY, CHANCE));
    // Then: p = 16.5 / 41 of everyone in a pane, drawn from 40 without putting back
    double p = 16.5 / 41;
    double variance = 2 * p * (1 - p) * (40 / 39.0) / 200;
    double nats = Math.log(2 / CHANCE);
    double arm = Math.sqrt(2 * variance * nats) + nats / 200 / 3;
    assertThat(bounds.low()).isCloseTo(0.4 - arm, within(1e-12));
    assertThat(bounds.high()).isCloseTo(0.4 + arm, within(1e-12));
  }

  /** Fair in every pane, though over all of them women get 0.35 and men 0.65. */
  @Test
  void shouldSeeNoGapWhenOnlyTheHoursDiffer() {
    // Given
    BiasSums sums = BiasSums.NONE;
    for (int pane = 0; pane < 10; pane++) {
      sums =
          sums.plus(BiasSums.pane(pane(pane, people("f", 30, 6), people("m", 10, 2)), SEX))
              .plus(BiasSums.pane(pane(pane, people("f", 10, 8), people("m", 30, 24)), SEX));
    }
    // When
    BiasBounds bounds = Objects.requireNonNull(BiasBounds.of(sums, POLICY, CHANCE));
    // Then
    assertThat(bounds.low()).isZero();
    assertThat(bounds.high()).isBetween(0.1, 0.3);
  }

  @Test
  void shouldTellNothingWhenGroupsAreTooSmall() {
    BiasSums sums = BiasSums.pane(pane(0, people("f", 29, 6), people("m", 200, 2)), SEX);
    assertThat(BiasBounds.of(sums, POLICY, CHANCE)).isNull();
  }

  /** Windows of five panes: blocks of 5, 10, 20 panes and so on, each judged once. */
  @Test
  void shouldJudgeEachBlockOnceWhenItIsComplete() {
    // Given
    BiasEvidence evidence = BiasEvidence.START;
    List<Long> lengths = new ArrayList<>();
    // When
    for (int pane = 0; pane < 40; pane++) {
      BiasEvidence.Step step =
          evidence.after(pane(pane, people("f", 20, 9), people("m", 20, 11)), POLICY, CHANCE);
      step.complete().forEach(block -> lengths.add(block.panes()));
      evidence = step.evidence();
    }
    // Then
    assertThat(lengths)
        .containsExactly(5L, 5L, 10L, 5L, 5L, 10L, 20L, 5L, 5L, 10L, 5L, 5L, 10L, 20L, 40L);
  }

  /** A gap at exactly the limit: among 2,000 blocks one in twenty at most may be wrong. */
  @Test
  void shouldBeWrongNoMoreOftenThanAllowedWhenTheGapIsAtTheLimit() {
    Random random = new Random(3);
    int wrong = 0;
    for (int block = 0; block < 2_000; block++) {
      BiasSums sums = BiasSums.NONE;
      for (int pane = 0; pane < 5; pane++) {
        sums =
            sums.plus(
                BiasSums.pane(pane(pane, drawn("f", 0.4, random), drawn("m", 0.55, random)), SEX));
      }
      wrong += Objects.requireNonNull(BiasBounds.of(sums, POLICY, 0.05)).low() > 0.15 ? 1 : 0;
    }
    assertThat(wrong).isLessThan(100);
  }

  @Test
  void shouldCountFlipsWhenWordsAreSwapped() {
    // Given
    Policy policy =
        AlertTestPolicies.read(
            """
            model: credit
            scoring: {source: model, path: models/card-support}
            outcome: {favourable: ["yes"]}
            groups: {attributes: [sex], minimumSize: 30}
            ethics:
              bias: {counterfactual: 1}
              counterfactual: {words: {gender: [[he, she]]}}
              alertWhen: {biasAbove: 0.15}
            """);
    BiasSums sums =
        BiasSums.pane(
            new PaneCounts(
                "credit",
                span(0),
                List.of(),
                Map.of(),
                List.of(),
                "m1",
                "v1",
                null,
                List.of(),
                List.of(),
                Map.of(),
                Map.of("gender", new FlipCount(1_000, 400))),
            SEX);
    // When
    BiasBounds bounds = Objects.requireNonNull(BiasBounds.of(sums, policy, CHANCE));
    // Then
    assertThat(bounds.low()).isBetween(0.3, 0.35);
    assertThat(bounds.high()).isBetween(0.45, 0.5);
  }

  private static final Set<String> SEX = Set.of("sex");

  private static GroupCounts drawn(String group, double rate, Random random) {
    int favourable = 0;
    for (int i = 0; i < 40; i++) {
      favourable += random.nextDouble() < rate ? 1 : 0;
    }
    return people(group, 40, favourable);
  }

  private static GroupCounts people(String group, long requests, long favourable) {
    return new GroupCounts("sex", group, requests, favourable, 0, 0, 0, 0, 0);
  }

  private static PaneCounts pane(int minute, GroupCounts... groups) {
    return new PaneCounts("credit", span(minute), List.of(groups), Map.of(), List.of(), "m1", "v1");
  }

  private static TimeSpan span(int minute) {
    Instant start = Instant.parse("2026-03-01T12:00:00Z").plusSeconds(60L * minute);
    return new TimeSpan(start, start.plusSeconds(60));
  }
}
