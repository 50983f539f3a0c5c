package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.drift.DriftPolicy;
import dev.plumbline.policy.drift.DriftPolicy.By;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.DriftSignal.Kind;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * When the counts of the first period become the drift reference: as soon as event time is the
 * grace of thirty seconds behind its end, so that records out of order are still in it.
 */
class DriftReferenceTest {

  private static final Duration FIRST = Duration.ofMinutes(10);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Instant END = MeasureFlow.NOON.plus(FIRST);

  private static final DriftPolicy LABELS =
      PolicyFixtures.drift(
          FIRST, new SignalRule(DriftSignal.of(Kind.LABEL), Statistic.CHI_SQUARE, 0.1, By.ALL));

  @Test
  void shouldHoldWhatCameWithinGraceAndNothingLaterWhenThePeriodIsFrozen() {
    try (MeasureFlow flow = new MeasureFlow(MeasureFixtures.policy(LABELS), Publication.LIVE)) {
      // Given: the period's first record
      pass(flow, MeasureFlow.NOON);
      // When: one of its last comes a millisecond before grace is over, one just after
      pass(flow, END.plus(GRACE).minusMillis(1));
      comeLate(flow, END.minusSeconds(1));
      pass(flow, END.plus(GRACE));
      comeLate(flow, END.minusSeconds(2));
      pass(flow, END.plus(GRACE).plus(GRACE).minusMillis(1));
      pass(flow, END.plus(FIRST));
      // Then
      Map<Instant, Long> references = references(flow.windows());
      assertThat(references).containsEntry(END, 2L);
      references.forEach((start, size) -> assertThat(size).isEqualTo(start.isBefore(END) ? 0 : 2));
    }
  }

  /** Both inputs come to a time; the ticks are too few for either to count as silent. */
  private static void pass(MeasureFlow flow, Instant time) {
    comeLate(flow, time);
    flow.label("of nobody at " + time, time, "yes");
    flow.tick(2);
  }

  private static void comeLate(MeasureFlow flow, Instant time) {
    flow.scored("at " + time, time, "f", "yes");
    flow.tick(2);
  }

  /** Records of the reference by the window's start. */
  private static Map<Instant, Long> references(List<WindowMeasures> windows) {
    Map<Instant, Long> sizes = new HashMap<>();
    for (WindowMeasures window : windows) {
      for (DriftMeasure drift : window.drift()) {
        sizes.put(window.window().start(), drift.nReference());
      }
    }
    return sizes;
  }
}
