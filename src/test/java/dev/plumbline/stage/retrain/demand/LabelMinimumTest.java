package dev.plumbline.stage.retrain.demand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.ReleasePolicy;
import dev.plumbline.policy.retraining.RetrainingDemand;
import dev.plumbline.stage.retrain.RetrainFixtures;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMinimumTest {

  private static final long MINIMUM = 30;

  private final Policy policy =
      RetrainFixtures.policy(
          new RetrainingDemand(Set.of(Alert.Severity.PAGE), 200, MINIMUM, Duration.ofDays(1), 2),
          ReleasePolicy.DEFAULT);

  /**
   * Of the group f and of all: labelled, favourable, selected. The others are the difference: with
   * {@code 100 40 30} of {@code 400 69 300} they have 300, 29 and 270.
   */
  @ParameterizedTest
  @CsvSource({
    "equal_opportunity_difference,   100 40 30, 400 70 300,  true",
    "equal_opportunity_difference,   100 40 30, 400 69 300,  false",
    "equal_opportunity_difference,   100 29 30, 400 200 300, false",
    "false_negative_rate_difference, 100 29 30, 400 200 300, false",
    "false_positive_rate_difference, 100 70 10, 400 200 30,  true",
    "false_positive_rate_difference, 100 71 10, 400 200 30,  false",
    "equalized_odds_difference,      100 70 10, 400 200 30,  true",
    "equalized_odds_difference,      100 29 10, 400 200 30,  false",
    "equalized_odds_ratio,           100 71 10, 400 200 30,  false",
    "average_odds_difference,        100 71 10, 400 200 30,  false",
    "predictive_parity_difference,   100 0 30,  400 0 60,    true",
    "predictive_parity_difference,   100 50 29, 400 200 90,  false",
    "demographic_parity_difference,  30 0 0,    400 0 0,     true",
    "demographic_parity_difference,  29 0 0,    400 0 0,     false",
    "accuracy_difference,            371 0 0,   400 0 0,     false",
    "subgroup_auc,                   100 71 10, 400 200 30,  false",
    "calibration_difference,         30 0 0,    400 0 0,     true",
    "demographic_parity_difference,  100 50 50, 199 99 99,   false"
  })
  void shouldBeReachedWhenBothSidesHaveEnoughOfTheRatesKind(
      String metric, String mine, String all, boolean reached) {
    // When
    boolean found =
        LabelMinimum.isReached(
            policy,
            new AlertRule(metric, "sex", "f"),
            (attribute, group) -> count(group.equals("f") ? mine : all));
    // Then
    assertThat(found).isEqualTo(reached);
  }

  /** Of the whole model, and of groups that a search found, only the total is known. */
  @ParameterizedTest
  @CsvSource({"drift, *, *", "demographic_parity_difference, age*sex, old*f"})
  void shouldAskForTheTotalOnlyWhenNoGroupIsCounted(String metric, String attribute, String group) {
    // Given
    AlertRule rule = new AlertRule(metric, attribute, group);
    // Then
    assertThat(LabelMinimum.isReached(policy, rule, (a, g) -> counted(a, 200))).isTrue();
    assertThat(LabelMinimum.isReached(policy, rule, (a, g) -> counted(a, 199))).isFalse();
  }

  private static LabelCount counted(String attribute, long total) {
    return attribute.equals("*") ? new LabelCount(total, 0, 0) : LabelCount.NONE;
  }

  private static LabelCount count(String figures) {
    String[] parts = figures.trim().split(" ");
    return new LabelCount(
        Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }
}
