package dev.plumbline.stage.retrain.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.Prediction;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.stage.retrain.RetrainFixtures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which gaps have enough evidence; {@link TrainingOracleTest} says what they are. */
class HoldoutMetricsTest {

  /** The same of men, a hundred each; of women the truly favourable and unfavourable differ. */
  @ParameterizedTest
  @CsvSource({
    "EQUAL_OPPORTUNITY_DIFFERENCE, 20, 0, true",
    "EQUAL_OPPORTUNITY_DIFFERENCE, 19, 100, false",
    "FALSE_POSITIVE_RATE_DIFFERENCE, 100, 19, false",
    "EQUALIZED_ODDS_DIFFERENCE, 100, 19, false",
    "EQUALIZED_ODDS_DIFFERENCE, 20, 20, true",
    "AVERAGE_ODDS_DIFFERENCE, 19, 100, false",
    "SUBGROUP_AUC, 19, 100, false",
    "SUBGROUP_AUC, 20, 20, true",
    "BPSN_AUC, 0, 20, true",
    "BPSN_AUC, 100, 19, false",
    "BNSP_AUC, 20, 0, true",
    "ACCURACY_DIFFERENCE, 19, 0, false",
    "ACCURACY_DIFFERENCE, 10, 10, true",
    "THEIL_INDEX, 10, 9, false",
    "CALIBRATION_DIFFERENCE, 10, 10, true",
    "CALIBRATION_IN_THE_LARGE_DIFFERENCE, 10, 9, false",
    "CALIBRATION_IN_THE_LARGE_DIFFERENCE, 10, 10, true",
  })
  void shouldMeasureAGapWhenTwentyRecordsAreBehindIt(
      FairnessMetric metric, int favourable, int unfavourable, boolean measured) {
    // Given
    HoldoutMetrics figures = new HoldoutMetrics(RetrainFixtures.policy(List.of(metric)));
    add(figures, "m", 100, 100);
    add(figures, "f", favourable, unfavourable);
    // When
    Map<String, Double> found = figures.figuresFor(new AlertRule(metric.label(), "sex", "f"));
    // Then
    assertThat(found.containsKey(HoldoutMetrics.GAP)).isEqualTo(measured);
  }

  private static Prediction prediction(boolean yes, double favourable) {
    return new Prediction(
        yes ? "yes" : "no",
        yes ? favourable : 1 - favourable,
        Map.of("yes", favourable, "no", 1 - favourable),
        null,
        Prediction.Source.MODEL,
        false);
  }

  /** Every other decision is wrong; a record's score is its own. */
  private static void add(HoldoutMetrics figures, String sex, int favourable, int unfavourable) {
    for (int i = 0; i < favourable + unfavourable; i++) {
      boolean truth = i < favourable;
      boolean said = truth == (i % 2 == 0);
      figures.add(
          Map.of("sex", sex),
          prediction(said, (said ? 0.5 : 0.2) + i / 1000.0),
          truth ? "yes" : "no");
    }
  }
}
