package dev.plumbline.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.event.pane.PaneCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with scores, and labels that come before and after them, from redact to alert. */
class CalibrationFlowTest {

  private static final String METRIC = "calibration_in_the_large_difference";
  private static final String POLICY =
      """
      model: loans
      scoring: {source: provided}
      outcome: {favourable: ["yes"]}
      groups: {attributes: {sex: [f, m]}, reference: {sex: m}, minimumSize: 10}
      windows: {size: PT10M, advance: PT1M, grace: PT0S, labelHorizon: P1D}
      fairness: [{metric: calibration_in_the_large_difference, tolerance: 0.1}]
      alerts: {falsePages: {atMost: 1, per: P30D}}
      """;
  private static final int A_MINUTE = 40;
  private static final double BILLION = 1e9;

  private final SplittableRandom random = new SplittableRandom(41);

  /** Of each sex: how many, and labels less scores, by the first labels and by the last ones. */
  private final Map<String, double[]> expected = new HashMap<>();

  private int sent;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldPageWhenAGroupsScoresAreTooHigh(boolean subjects) {
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      // Given: an hour in which both are calibrated
      minutes(flow, 0, 60, 0, subjects);
      flow.fallSilent();
      assertThat(flow.alerts()).noneMatch(Alert::opensPage);
      // When: women's scores are 0.2 too high
      minutes(flow, 60, 60, 0.2, subjects);
      flow.fallSilent();
      // Then
      List<Alert> pages = flow.alerts().stream().filter(Alert::opensPage).toList();
      assertThat(pages).extracting(Alert::key).containsExactly("loans/" + METRIC + "/sex/f");
      assertThat(pages.get(0).sequential().onset())
          .isBetween(time(55 * A_MINUTE), time(75 * A_MINUTE));
      assertThat(pages.get(0).context().summary()).contains("mean label minus score -0.");
      assertThat(pages.get(0).sequential().people() == null).isNotEqualTo(subjects);
    }
  }

  @Test
  void shouldNotPageWhenAllGroupsAreCalibratedAlikeForHours() {
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      // When
      minutes(flow, 0, 600, 0, true);
      flow.fallSilent();
      // Then
      assertThat(flow.alerts()).noneMatch(Alert::opensPage);
      assertThat(sum(flow.panes(), "f").n() + sum(flow.panes(), "m").n()).isEqualTo(sent);
    }
  }

  /** The first label is the evidence, the last one is what windows measure: each counts once. */
  @Test
  void shouldCountEachLabelOnceWhenLabelsAreCorrected() {
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      // When
      minutes(flow, 0, 10, 0.2, false);
      flow.fallSilent();
      for (int i = 0; i < sent; i += 3) {
        correct(flow, i);
      }
      flow.fallSilent();
      // Then
      for (String sex : List.of("f", "m")) {
        double[] of = expected.get(sex);
        GroupScoreSums sums = sum(flow.panes(), sex);
        assertThat(sums.n()).isEqualTo((long) of[0]);
        assertThat(sums.sum() / BILLION).isCloseTo(of[1], within(1e-6));
        assertThat(sums.squares() / BILLION).isCloseTo(of[2], within(1e-6));
      }
      double[] f = expected.get("f");
      double[] m = expected.get("m");
      FairnessMeasure gap =
          flow.window().fairness().stream()
              .filter(each -> each.metric().equals(METRIC))
              .filter(each -> each.comparison() == Comparison.REFERENCE)
              .findFirst()
              .orElseThrow();
      assertThat(gap.n()).isEqualTo((long) f[0]);
      assertThat(gap.value()).isCloseTo(f[3] / f[0] - m[3] / m[0], within(1e-9));
    }
  }

  @Test
  void shouldPublishNoSumsWhenNoRuleComparesThem() {
    String other = POLICY.replace(METRIC, "equal_opportunity_difference");
    try (FlowDriver flow = new FlowDriver(other)) {
      // When
      minutes(flow, 0, 2, 0, true);
      flow.fallSilent();
      // Then
      assertThat(flow.panes()).isNotEmpty().allMatch(pane -> pane.residuals().isEmpty());
    }
  }

  /**
   * @param excess by how much women's scores are too high
   */
  private void minutes(FlowDriver flow, int from, int number, double excess, boolean subjects) {
    for (int i = from * A_MINUTE; i < (from + number) * A_MINUTE; i++) {
      boolean woman = random.nextBoolean();
      double p = Math.rint((0.25 + 0.7 * random.nextDouble()) * 1e4) / 1e4;
      boolean truth = random.nextDouble() < p - (woman ? excess : 0);
      String request =
          """
          {"requestId": "r%d", "model": "loans", "timestamp": "%s", "attributes": {"sex": "%s"},%s
           "prediction": {"label": "%s", "score": %s}}"""
              .formatted(
                  i,
                  time(i),
                  woman ? "f" : "m",
                  subjects ? " \"subject\": \"person-" + i + "\"," : "",
                  p >= 0.5 ? "yes" : "no",
                  String.format(Locale.ROOT, "%.4f", Math.max(p, 1 - p)));
      if (i % 2 == 0) {
        label(flow, i, Duration.ofSeconds(20), truth);
      }
      flow.request(request);
      if (i % 2 == 1) {
        label(flow, i, Duration.ofSeconds(20), truth);
      }
      double d = (truth ? 1 : 0) - p;
      double[] of = expected.computeIfAbsent(woman ? "f" : "m", sex -> new double[4]);
      of[0]++;
      of[1] += d;
      of[2] += d * d;
      of[3] += d;
      corrections.put(i, new Correction(woman ? "f" : "m", !truth));
      sent++;
    }
  }

  private record Correction(String sex, boolean truth) {}

  private final Map<Integer, Correction> corrections = new HashMap<>();

  private void correct(FlowDriver flow, int i) {
    Correction it = corrections.get(i);
    label(flow, i, Duration.ofMinutes(5), it.truth());
    expected.get(it.sex())[3] += it.truth() ? 1 : -1;
  }

  private static void label(FlowDriver flow, int i, Duration after, boolean truth) {
    String id = "r" + i;
    flow.outcome(
        id,
        """
        {"requestId": "%s", "model": "loans", "timestamp": "%s", "kind": "label", "label": "%s"}"""
            .formatted(id, time(i).plus(after), truth ? "yes" : "no"));
  }

  private static Instant time(int i) {
    return FlowDriver.NOON.plusMillis(60_000L * i / A_MINUTE);
  }

  private static GroupScoreSums sum(List<PaneCounts> panes, String sex) {
    return panes.stream()
        .flatMap(pane -> pane.residuals().stream())
        .filter(sums -> sums.attribute().equals("sex") && sums.group().equals(sex))
        .reduce(new GroupScoreSums("sex", sex, 0, 0, 0), GroupScoreSums::merge);
  }
}
