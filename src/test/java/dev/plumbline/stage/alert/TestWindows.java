package dev.plumbline.stage.alert;

import dev.plumbline.event.DriftMeasure;
import dev.plumbline.event.FairnessMeasure;
import dev.plumbline.event.Span;
import dev.plumbline.event.WeightedScore;
import dev.plumbline.event.WindowMeasures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Windows of five minutes without scores, of the model that {@link TestPolicies} are about. */
final class TestWindows {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final WeightedScore NOTHING = new WeightedScore(null, 0, Map.of(), Map.of());

  private TestWindows() {}

  /**
   * @param minute of its end, after noon
   * @param bias its indicators
   */
  static WindowMeasures of(
      int minute,
      List<FairnessMeasure> fairness,
      List<DriftMeasure> drift,
      Map<String, Double> bias) {
    Instant end = NOON.plus(Duration.ofMinutes(minute));
    return new WindowMeasures(
        "credit",
        new Span(end.minusSeconds(300), end),
        0,
        false,
        1000,
        0,
        "m1",
        "v1",
        List.of(),
        fairness,
        drift,
        NOTHING,
        new WeightedScore(null, 0, bias, Map.of()),
        List.of(),
        Map.of());
  }
}
