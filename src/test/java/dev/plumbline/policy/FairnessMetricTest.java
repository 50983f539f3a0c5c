package dev.plumbline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FairnessMetricTest {

  /** The live page draws a metric's tolerance by its name, and docs/metrics.md tells it so. */
  @ParameterizedTest
  @EnumSource(FairnessMetric.class)
  void shouldTellByItsNameWhatItsToleranceMeans(FairnessMetric metric) {
    String told =
        switch (metric.tolerance()) {
          case LARGEST_DIFFERENCE -> "\\w+_difference|representation";
          case SMALLEST_RATIO -> "\\w+_ratio";
          case SMALLEST_VALUE -> "\\w+_auc";
          case LARGEST_VALUE -> "\\w+_index";
        };
    assertThat(metric.label()).matches(told);
  }
}
