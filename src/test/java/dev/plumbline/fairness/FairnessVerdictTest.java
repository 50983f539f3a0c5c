package dev.plumbline.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is said of a gap: fair, unfair or not known, and of whom. */
class FairnessVerdictTest {

  @Test
  void shouldBeUnfairWhenTheWholeIntervalIsBeyondTheTolerance() {
    // When
    FairnessMeasure m =
        MeasuredGaps.reference(
            FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE,
            0.1,
            "f",
            FairnessFixtures.unlabelled("f", 1000, 300),
            FairnessFixtures.unlabelled("m", 1000, 500));
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.UNFAIR);
    assertThat(m.sentence())
        .isEqualTo(
            "sex=f: favourable predictions 30.0 % against 50.0 % for sex=m; gap -0.200 (95 % interval"
                + " -0.242 to -0.158, 1000 and 1000 requests taken as independent: without subjects"
                + " the effect of repeats is unknown). Beyond the tolerance of 0.1.");
  }

  @Test
  void shouldNotBeSureOfARatioWhenEverybodyIsFavoured() {
    // When
    FairnessMeasure m =
        MeasuredGaps.reference(
            FairnessMetric.DISPARATE_IMPACT_RATIO,
            0.9,
            "f",
            FairnessFixtures.unlabelled("f", 30, 30),
            FairnessFixtures.unlabelled("m", 30, 30));
    // Then
    assertThat(m.value()).isEqualTo(1);
    assertThat(m.low()).isLessThan(0.9);
    assertThat(m.high()).isGreaterThan(1 / 0.9);
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
  }

  @Test
  void shouldHaveNoSignWhenAGapRoundsToNothing() {
    // When
    FairnessMeasure m =
        MeasuredGaps.reference(
            FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE,
            0.1,
            "f",
            FairnessFixtures.unlabelled("f", 100_000, 49_999),
            FairnessFixtures.unlabelled("m", 100_000, 50_000));
    // Then
    assertThat(m.value()).isNegative();
    assertThat(m.sentence()).contains("gap 0.000 ").doesNotContain("-0.000");
  }

  @Test
  void shouldTellAGroupFromEveryoneElseWhenItIsCalledSo() {
    // When
    List<FairnessMeasure> measures =
        MeasuredGaps.measure(
            FairnessMetric.BPSN_AUC,
            0.8,
            FairnessFixtures.calibrated("a", 300, 0, new SplittableRandom(1)),
            FairnessFixtures.calibrated("everyone else", 300, 0, new SplittableRandom(2)));
    // Then
    assertThat(measures)
        .extracting(FairnessMeasure::sentence)
        .anyMatch(said -> said.startsWith("sex=everyone else: "))
        .anyMatch(said -> said.contains("of everyone else score above"))
        .noneMatch(said -> said.startsWith("everyone else"))
        .noneMatch(said -> said.matches(".* of everyone else .* of everyone else.*"));
  }

  @Test
  void shouldNotDecideWhenTheIntervalCrossesTheTolerance() {
    // When
    FairnessMeasure m =
        MeasuredGaps.reference(
            FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE,
            0.1,
            "f",
            FairnessFixtures.unlabelled("f", 100, 40),
            FairnessFixtures.unlabelled("m", 100, 52));
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(m.value()).isCloseTo(-0.12, within(1e-12));
    assertThat(m.sentence()).endsWith("Too close to the tolerance of 0.1 to tell.");
  }

  @Test
  void shouldNameTheGroupWhenItIsTooSmall() {
    // When
    FairnessMeasure m =
        MeasuredGaps.reference(
            FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE,
            0.1,
            "f",
            FairnessFixtures.unlabelled("f", 12, 0),
            FairnessFixtures.unlabelled("m", 1000, 500));
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(m.value()).isNull();
    assertThat(m.n()).isEqualTo(12);
    assertThat(m.sentence())
        .isEqualTo(
            "sex=f: not enough evidence on the favourable predictions: sex=f has 12 requests of at least 30.");
  }

  @Test
  void shouldNameTheReferenceWhenNobodyOfItIsTrulyFavourable() {
    // When
    FairnessMeasure m =
        MeasuredGaps.reference(
            FairnessMetric.EQUAL_OPPORTUNITY_DIFFERENCE,
            0.1,
            "f",
            FairnessFixtures.group("f", 20, 20, 20, 20),
            FairnessFixtures.group("m", 0, 40, 60, 0));
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(m.sentence()).contains("sex=m has no requests whose true label is favourable");
  }

  @Test
  void shouldLeaveSmallGroupsOutOfTheWorstPairAndNameThem() {
    // When
    FairnessMeasure m =
        MeasuredGaps.worst(
            FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE,
            0.1,
            FairnessFixtures.unlabelled("a", 1000, 500),
            FairnessFixtures.unlabelled("b", 1000, 510),
            FairnessFixtures.unlabelled("c", 5, 0));
    // Then
    assertThat(m.group()).isEqualTo("b");
    assertThat(m.reference()).isEqualTo("a");
    assertThat(m.verdict()).isEqualTo(Verdict.FAIR);
    assertThat(m.sentence()).endsWith("Left out for lack of evidence: sex=c.");
  }

  @Test
  void shouldNotCallTheWorstPairFairWhenAnotherPairMayBeUnfair() {
    // Given: c is close to the others, but so small that nobody knows
    ComparedGroup a = FairnessFixtures.unlabelled("a", 100_000, 50_000);
    ComparedGroup b = FairnessFixtures.unlabelled("b", 100_000, 51_000);
    ComparedGroup c = FairnessFixtures.unlabelled("c", 60, 30);
    // When
    FairnessMeasure m =
        MeasuredGaps.worst(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1, a, b, c);
    // Then
    assertThat(m.value()).isCloseTo(0.01, within(1e-9));
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
  }

  @Test
  void shouldSayThatNoGroupsCanBeComparedWhenAllAreSmall() {
    // When
    FairnessMeasure m =
        MeasuredGaps.worst(
            FairnessMetric.ACCURACY_DIFFERENCE,
            0.1,
            FairnessFixtures.group("a", 1, 1, 1, 1),
            FairnessFixtures.group("b", 1, 1, 1, 1));
    // Then
    assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(m.sentence())
        .isEqualTo(
            "No two groups of sex are large enough to compare the accuracy."
                + " Left out for lack of evidence: sex=a, sex=b.");
  }

  @Test
  void shouldMeasureButNotJudgeWhenThePolicyHasNoRule() {
    // When
    List<FairnessMeasure> measures =
        new FairnessMetrics(MeasuredGaps.groups(Map.of()), List.of())
            .measure(
                FairnessFixtures.sides(
                    FairnessFixtures.group("f", 200, 50, 200, 50),
                    FairnessFixtures.group("m", 200, 50, 200, 50)),
                MeasuredGaps.NOBODY);
    // Then
    assertThat(measures)
        .extracting(FairnessMeasure::metric)
        .containsOnly(
            FairnessMetric.BASIC.stream().map(FairnessMetric::label).toArray(String[]::new));
    assertThat(measures)
        .allMatch(m -> m.value() != null && m.verdict() == null && m.tolerance() == null)
        .noneMatch(m -> m.sentence().contains("tolerance"));
  }

  @Test
  void shouldCompareWithEveryoneElseWhenThePolicyNamesNoReference() {
    // When
    List<FairnessMeasure> measures =
        new FairnessMetrics(
                MeasuredGaps.groups(Map.of()),
                List.of(new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1)))
            .measure(
                FairnessFixtures.sides(
                    FairnessFixtures.unlabelled("a", 100, 10),
                    FairnessFixtures.unlabelled("b", 100, 20),
                    FairnessFixtures.unlabelled("c", 100, 60)),
                MeasuredGaps.NOBODY);
    // Then
    FairnessMeasure m =
        MeasuredGaps.find(measures, FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, "a");
    assertThat(m.reference()).isEqualTo("everyone else");
    assertThat(m.value()).isCloseTo(0.1 - 0.4, within(1e-12));
    assertThat(m.nReference()).isEqualTo(200);
  }
}
