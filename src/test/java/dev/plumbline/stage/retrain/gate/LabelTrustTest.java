package dev.plumbline.stage.retrain.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.TrainingExample;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.RetrainFixtures;
import dev.plumbline.statistics.IntervalEstimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LabelTrustTest {

  private static final Policy POLICY = RetrainFixtures.policy();
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int EACH = 400;

  private final Random random = new Random(5);

  @Test
  void shouldBelieveLabelsWhenTheModelIsAsRightAsBefore() {
    assertThat(LabelTrust.objection(POLICY, examples(0.9, 0.9, label -> label))).isNull();
  }

  /** Drift: the model gets three in ten of a group wrong where it was one. */
  @Test
  void shouldBelieveLabelsWhenTheModelIsWrongMoreOften() {
    assertThat(LabelTrust.objection(POLICY, examples(0.9, 0.7, label -> label))).isNull();
  }

  @Test
  void shouldDoubtLabelsWhenAllOfOneGroupAreSetToOneClass() {
    assertThat(LabelTrust.objection(POLICY, examples(0.9, 0.9, label -> "yes")))
        .startsWith("the labels of sex=f agree with the running model hardly better than chance");
  }

  @Test
  void shouldDoubtLabelsWhenThoseOfOneGroupAreExchanged() {
    assertThat(
            LabelTrust.objection(
                POLICY, examples(0.9, 0.9, label -> label.equals("yes") ? "no" : "yes")))
        .startsWith("the labels of sex=f agree with the running model hardly better than chance");
  }

  @Test
  void shouldDoubtLabelsWhenThoseOfOneGroupAreShuffled() {
    Random shuffling = new Random(6);
    assertThat(
            LabelTrust.objection(
                POLICY, examples(0.9, 0.9, label -> shuffling.nextBoolean() ? "yes" : "no")))
        .startsWith("the labels of sex=f agree with the running model hardly better than chance");
  }

  /** Every other unfavourable label turned: agreement stays, the share does not. */
  @Test
  void shouldDoubtLabelsWhenTheirSharesLeapt() {
    Random turning = new Random(7);
    assertThat(
            LabelTrust.objection(
                POLICY,
                examples(
                    0.98,
                    0.98,
                    label -> label.equals("no") && turning.nextInt(10) < 6 ? "yes" : label)))
        .startsWith("the labels of sex=f are favourable in a share of 0.");
  }

  /** Drift at its worst: kappa is 0 then, whatever the labels. */
  @Test
  void shouldBelieveLabelsWhenTheModelSaysOneThingOfAWholeGroup() {
    // Given
    List<TrainingExample> stuck =
        examples(0.9, 0.9, label -> label).stream()
            .map(
                each ->
                    each.attributes().containsValue("f")
                        ? new TrainingExample(
                            each.requestId(),
                            each.model(),
                            each.timestamp(),
                            each.labelledAt(),
                            each.text(),
                            each.label(),
                            "no",
                            each.attributes())
                        : each)
            .toList();
    // When // Then
    assertThat(LabelTrust.objection(POLICY, stuck)).isNull();
  }

  @Test
  void shouldBelieveLabelsWhenTheyAreTooFewToTell() {
    // Given
    List<TrainingExample> few = examples(0.9, 0.9, label -> "yes").subList(0, 40);
    // When // Then
    assertThat(LabelTrust.objection(POLICY, few)).isNull();
  }

  /** By hand. */
  @Test
  void shouldGiveKappaWhenAgreementIsCounted() {
    // Given: yes-yes 20, yes-no 5, no-yes 10, no-no 15
    List<TrainingExample> examples = new ArrayList<>();
    add(examples, "yes", "yes", 20);
    add(examples, "yes", "no", 5);
    add(examples, "no", "yes", 10);
    add(examples, "no", "no", 15);
    // When
    IntervalEstimate kappa = LabelTrust.kappa(examples);
    // Then: (.7 - .5) / (1 - .5), standard error sqrt(.7 x .3 / 50) / .5
    assertThat(kappa.value()).isCloseTo(0.4, within(1e-12));
    assertThat(kappa.high() - 0.4).isCloseTo(1.959964 * 0.1296148, within(1e-6));
  }

  private static void add(
      List<TrainingExample> examples, String label, String predicted, int number) {
    for (int i = 0; i < number; i++) {
      examples.add(example(examples.size(), "m", label, predicted));
    }
  }

  /** Of both groups as many before as after; only the newer labels of f are changed. */
  private List<TrainingExample> examples(
      double right, double rightAfter, UnaryOperator<String> change) {
    List<TrainingExample> examples = new ArrayList<>();
    for (int i = 0; i < 4 * EACH; i++) {
      boolean late = i >= 2 * EACH;
      String sex = i % 2 == 0 ? "m" : "f";
      String truth = random.nextInt(10) < 4 ? "yes" : "no";
      double share = late && sex.equals("f") ? rightAfter : right;
      String predicted = random.nextDouble() < share ? truth : truth.equals("yes") ? "no" : "yes";
      String label = late && sex.equals("f") ? change.apply(truth) : truth;
      examples.add(example(i, sex, label, predicted));
    }
    return examples;
  }

  private static TrainingExample example(int i, String sex, String label, String predicted) {
    Instant at = START.plusSeconds(i);
    return new TrainingExample(
        "r" + i, "desk", at, at, "text", label, predicted, Map.of("sex", sex));
  }
}
