package dev.plumbline.stage.alert;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.WeightedScore;
import dev.plumbline.event.measure.WindowMeasures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Windows of five minutes without scores, of the model that {@link AlertTestPolicies} are about.
 */
public final class AlertTestWindows {

  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final WeightedScore NOTHING = new WeightedScore(null, 0, Map.of(), Map.of());

  private AlertTestWindows() {}

  /**
   * @param minute of its end, after noon
   * @param bias its indicators
   */
  public static WindowMeasures of(
      int minute,
      List<FairnessMeasure> fairness,
      List<DriftMeasure> drift,
      Map<String, Double> bias) {
    Instant end = NOON.plus(Duration.ofMinutes(minute));
    return new WindowMeasures(
        "credit",
        new TimeSpan(end.minusSeconds(300), end),
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
        Map.of(),
        Map.of());
  }
}
