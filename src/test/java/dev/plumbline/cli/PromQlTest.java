package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PromQlTest {

  private static final String SERVED_BY_ALL =
      "plumbline_(fairness|drift|ethics|bias|window|alerts_open|jobs)";

  @Test
  void shouldFindMetricsAndLabelsWhenAnExpressionIsNested() {
    assertThat(
            PromQl.asked(
                "sum by (a) (rate(x_total{b=~\"$c\",d!=\"e or f\"}[5m])) > 0.01 * y and on () deriv(sum(z)[10m:1m]) or vector(0)"))
        .isEqualTo(Map.of("x_total", Set.of("b", "d"), "y", Set.of(), "z", Set.of()));
  }

  @Test
  void shouldFindSamplesAndLabelsWhenAScrapeIsRead() {
    assertThat(PromQl.served("# HELP a b\na{b=\"1\",c=\"x\\\"}\"} 1.0\nd 2\n"))
        .isEqualTo(Map.of("a", Set.of("b", "c"), "d", Set.of()));
  }

  @Test
  void shouldFindTheDashboardsExpressionsWhenTheyAreRead() throws IOException {
    assertThat(PromQl.expressions())
        .hasSizeGreaterThan(30)
        .anyMatch(expression -> expression.contains("plumbline_fairness_value"))
        .anyMatch(expression -> expression.contains("plumbline_stage_running == 0"));
  }

  @Test
  void shouldFindLabelsWhenAnExpressionGroups() {
    assertThat(PromQl.grouped("sum by (a, b) (x{by=\"c\"}) and on () max without(d) (y)"))
        .containsExactly("a", "b", "d");
  }

  /** Each stage's process serves them, so one page would be five on Kubernetes. */
  @Test
  void shouldTakeTheMaximumOverProcessesWhenAllServeTheSameFigure() throws IOException {
    assertThat(PromQl.expressions())
        .filteredOn(expression -> !expression.endsWith("=\"\"}"))
        .noneMatch(
            Pattern.compile("(?<!max by \\([\\w, ]{1,60}\\) \\()" + SERVED_BY_ALL).asPredicate());
  }
}
