package dev.plumbline.stage.retrain.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.Prediction;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.RetrainFixtures;
import dev.plumbline.stage.retrain.gate.GateVerdict.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two groups, {@code m} the reference; tolerance 0.1, fall of accuracy 0.01, of a group 0.05. */
class PromotionGateTest {

  private static final Policy POLICY =
      RetrainFixtures.policy(List.of(FairnessMetric.EQUAL_OPPORTUNITY_DIFFERENCE));
  private static final AlertRule RULE = new AlertRule("equal_opportunity_difference", "sex", "f");

  private final List<PairedPrediction> pairs = new ArrayList<>();

  @Test
  void shouldPassWhenTheGapShrankAndNobodyLost() {
    // Given
    positives("m", 900, 0, 0, 100);
    positives("f", 600, 280, 0, 120);
    negatives("m", 900, 0, 0, 100);
    negatives("f", 900, 0, 0, 100);
    // When
    GateVerdict verdict = judge();
    // Then
    assertThat(verdict.ruling()).as(verdict.reason()).isEqualTo(Ruling.PASSED);
    assertThat(verdict.reason()).isNull();
    assertThat(verdict.before().get("gap")).isCloseTo(0.3, within(1e-12));
    assertThat(verdict.after().get("gap")).isBetween(0.019, 0.021);
    assertThat(verdict.before().get("gap_low")).isBetween(0.25, 0.27);
  }

  /** As measured once: "gap .71 to .03" on the poisoned labels of one group was let through. */
  @Test
  void shouldRejectWhenTheReferenceGroupIsBroughtDown() {
    // Given: of m .985 to .765, of f .70 to .76
    positives("m", 765, 0, 220, 15);
    positives("f", 700, 60, 0, 240);
    negatives("m", 900, 0, 0, 100);
    negatives("f", 900, 0, 0, 100);
    // When
    GateVerdict verdict = judge();
    // Then
    assertThat(verdict.ruling()).isEqualTo(Ruling.REJECTED);
    assertThat(verdict.after().get("gap")).isLessThan(0.01);
    assertThat(verdict.reason()).contains("changed by", "allowed is a fall of");
  }

  @Test
  void shouldRejectWhenThereIsNothingToMend() {
    // Given: a gap of .009
    positives("m", 900, 0, 0, 100);
    positives("f", 891, 9, 0, 100);
    // When
    GateVerdict verdict = judge();
    // Then
    assertThat(verdict.ruling()).isEqualTo(Ruling.REJECTED);
    assertThat(verdict.reason()).startsWith("there is nothing to mend").contains("+0.009");
  }

  @Test
  void shouldRejectWhenTheGapShrankByTooLittle() {
    // Given: .3 to .28, promised was .24
    positives("m", 900, 0, 0, 100);
    positives("f", 600, 20, 0, 380);
    // When
    GateVerdict verdict = judge();
    // Then
    assertThat(verdict.ruling()).isEqualTo(Ruling.REJECTED);
    assertThat(verdict.reason()).contains("promised was 20 % less");
  }

  @Test
  void shouldRejectWhenAccuracyFell() {
    // Given
    positives("m", 900, 0, 0, 100);
    positives("f", 600, 280, 0, 120);
    negatives("m", 860, 0, 40, 100);
    negatives("f", 560, 0, 340, 100);
    // When
    GateVerdict verdict = judge();
    // Then
    assertThat(verdict.ruling()).isEqualTo(Ruling.REJECTED);
    assertThat(verdict.reason()).contains("accuracy changed by -0.025");
  }

  /** The same rates of a fiftieth of the people. */
  @Test
  void shouldFindTooLittleEvidenceWhenThereAreFewPeople() {
    // Given
    positives("m", 18, 0, 0, 2);
    positives("f", 12, 6, 0, 2);
    // When
    GateVerdict verdict = judge();
    // Then
    assertThat(verdict.ruling()).isEqualTo(Ruling.NOT_ENOUGH);
    assertThat(verdict.reason()).startsWith("not enough evidence");
  }

  /** Enough to be measured, too few for the interval to exclude the tolerance. */
  @Test
  void shouldFindTooLittleEvidenceWhenTheIntervalHoldsTheTolerance() {
    // Given: a gap of .15 before
    positives("m", 36, 0, 0, 4);
    positives("f", 30, 6, 0, 4);
    // When
    GateVerdict verdict = judge();
    // Then
    assertThat(verdict.ruling()).isEqualTo(Ruling.NOT_ENOUGH);
    assertThat(verdict.reason()).contains("does not show that it is beyond 0.100");
  }

  @Test
  void shouldRejectWhenAnotherRuleIsNewlyBroken() {
    // Given: false positives of f alone, which the mended rule does not see
    Policy two =
        RetrainFixtures.policy(
            List.of(
                FairnessMetric.EQUAL_OPPORTUNITY_DIFFERENCE,
                FairnessMetric.FALSE_POSITIVE_RATE_DIFFERENCE));
    positives("m", 9000, 0, 0, 1000);
    positives("f", 600, 290, 0, 110);
    negatives("m", 9000, 0, 0, 1000);
    negatives("f", 700, 0, 200, 100);
    // When
    GateVerdict verdict = PromotionGate.judge(two, RULE, pairs);
    // Then
    assertThat(verdict.ruling()).isEqualTo(Ruling.REJECTED);
    assertThat(verdict.reason())
        .containsAnyOf("false_positive_rate_difference of sex=f is newly beyond", "sex=f changed");
  }

  @Test
  void shouldRejectWhenProbabilitiesAreFurtherFromTheTruth() {
    // Given: the same decisions, but sure of each, right or wrong
    for (int i = 0; i < 2000; i++) {
      boolean yes = i % 4 > 0;
      boolean truth = i % 3 > 0;
      pairs.add(
          new PairedPrediction(
              Map.of("sex", i % 2 == 0 ? "m" : "f"),
              truth ? "yes" : "no",
              said(yes, 0.6),
              said(yes, 0.99)));
    }
    // When
    GateVerdict verdict = PromotionGate.unharmed(POLICY, pairs);
    // Then
    assertThat(verdict.ruling()).isEqualTo(Ruling.REJECTED);
    assertThat(verdict.reason()).startsWith("the Brier score of its probabilities rose");
  }

  private GateVerdict judge() {
    return PromotionGate.judge(POLICY, RULE, pairs);
  }

  /**
   * True label yes: found by both models, by the candidate alone, by the old one alone, by none.
   */
  private void positives(String sex, int both, int gained, int lost, int none) {
    add(sex, "yes", true, true, both);
    add(sex, "yes", false, true, gained);
    add(sex, "yes", true, false, lost);
    add(sex, "yes", false, false, none);
  }

  /** True label no: right by both, by the candidate alone, by the old one alone, by none. */
  private void negatives(String sex, int both, int gained, int lost, int none) {
    add(sex, "no", false, false, both);
    add(sex, "no", true, false, gained);
    add(sex, "no", false, true, lost);
    add(sex, "no", true, true, none);
  }

  private void add(String sex, String label, boolean before, boolean after, int number) {
    for (int i = 0; i < number; i++) {
      pairs.add(
          new PairedPrediction(Map.of("sex", sex), label, said(before, 0.8), said(after, 0.8)));
    }
  }

  private static Prediction said(boolean yes, double sure) {
    String label = yes ? "yes" : "no";
    return new Prediction(
        label,
        sure,
        Map.of(label, sure, yes ? "no" : "yes", 1 - sure),
        null,
        Prediction.Source.MODEL,
        false);
  }
}
