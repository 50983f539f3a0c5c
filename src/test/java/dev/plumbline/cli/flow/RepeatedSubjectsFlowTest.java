package dev.plumbline.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.IntervalEstimate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Twenty subjects a side, each of whom makes 25 requests that are decided alike, and no gap: a
 * window has 1,000 requests, but they say as much as 40.
 */
class RepeatedSubjectsFlowTest {

  private static final String POLICY =
      """
      model: loans
      scoring: {source: provided}
      outcome: {favourable: [yes]}
      groups: {attributes: {sex: [f, m]}, reference: {sex: m}, minimumSize: 10}
      windows: {size: PT1M, advance: PT1M, grace: PT0S}
      fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
      """;

  private static final int WINDOWS = 60;
  private static final int SUBJECTS = 20;
  private static final int REQUESTS = 25;

  @Test
  void shouldSeldomBeUnfairWithoutAGapWhenSubjectsComeBack() {
    // When
    List<FairnessMeasure> gaps = measured(true);
    // Then
    assertThat(gaps)
        .hasSize(WINDOWS)
        .allSatisfy(
            gap -> {
              assertThat(gap.n()).isEqualTo(SUBJECTS * REQUESTS);
              assertThat(gap.effective()).isBetween(9.9999, 60.0);
              assertThat(gap.effectiveReference()).isBetween(9.9999, 60.0);
              assertThat(gap.sentence())
                  .contains("500 and 500 requests worth ")
                  .doesNotContain("repeats");
            });
    assertThat(gaps).filteredOn(gap -> gap.verdict() == Verdict.UNFAIR).hasSizeLessThan(4);
    assertThat(gaps)
        .filteredOn(gap -> gap.low() <= 0 && 0 <= gap.high())
        .hasSizeGreaterThan(WINDOWS * 93 / 100);
  }

  @Test
  void shouldSayWhatIsNotKnownWhenNoSubjectIs() {
    // When
    List<FairnessMeasure> gaps = measured(false);
    // Then
    assertThat(gaps)
        .hasSize(WINDOWS)
        .allSatisfy(
            gap -> {
              assertThat(gap.effective()).isNull();
              assertThat(gap.effectiveReference()).isNull();
              assertThat(gap.sentence())
                  .containsOnlyOnce(
                      "500 and 500 requests taken as independent: without subjects the effect of"
                          + " repeats is unknown");
            });
    // what is not known matters
    assertThat(gaps).filteredOn(gap -> gap.verdict() == Verdict.UNFAIR).hasSizeGreaterThan(6);
  }

  /** By windows of one minute, each of other subjects. */
  private static List<FairnessMeasure> measured(boolean subjects) {
    SplittableRandom random = new SplittableRandom(4);
    List<FairnessMeasure> gaps = new ArrayList<>();
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      for (int window = 0; window < WINDOWS; window++) {
        flow.requests(requests(window, subjects, random));
      }
      flow.fallSilent();
      for (WindowMeasures window : flow.windows()) {
        FairnessMeasure gap =
            window.fairness().stream()
                .filter(m -> m.metric().equals("demographic_parity_difference"))
                .filter(m -> m.comparison() == Comparison.REFERENCE)
                .findFirst()
                .orElseThrow();
        gaps.add(gap);
        assertThat(subjects || plain(window, gap)).isTrue();
      }
      assertThat(flow.letters()).isEmpty();
    }
    return gaps;
  }

  /** Whether the interval is that of independent requests. */
  private static boolean plain(WindowMeasures window, FairnessMeasure gap) {
    IntervalEstimate expected = rate(window, "f").minus(rate(window, "m"));
    return new IntervalEstimate(gap.value(), gap.low(), gap.high()).equals(expected);
  }

  private static BinomialProportion rate(WindowMeasures window, String sex) {
    GroupCounts counts =
        window.groups().stream().filter(g -> g.group().equals(sex)).findFirst().orElseThrow();
    return new BinomialProportion(counts.favourable(), counts.requests());
  }

  private static List<byte[]> requests(int window, boolean subjects, SplittableRandom random) {
    List<byte[]> requests = new ArrayList<>();
    Instant at = FlowDriver.NOON.plusSeconds(60L * window);
    for (int subject = 0; subject < 2 * SUBJECTS; subject++) {
      String label = random.nextBoolean() ? "yes" : "no";
      for (int request = 0; request < REQUESTS; request++) {
        requests.add(
            """
            {"requestId": "r%d-%d-%d", "model": "loans", "timestamp": "%s", %s
             "attributes": {"sex": "%s"}, "prediction": {"label": "%s", "score": 0.9}}"""
                .formatted(
                    window,
                    subject,
                    request,
                    at.plusMillis(subject * 1_000L + request),
                    subjects ? "\"subject\": \"s%d-%d\",".formatted(window, subject) : "",
                    subject % 2 == 0 ? "f" : "m",
                    label)
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    return requests;
  }
}
