package dev.plumbline.cli.replay;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a replay measured of one model, in sum, under one policy. */
final class RecordedModel implements MeasureListener {

  private static final double DAY = Duration.ofDays(1).toMillis();

  private final Map<String, FairnessRule> rules = new HashMap<>();
  private final Map<AlertRule, Instant> beyond = new HashMap<>();
  private @Nullable Instant start;
  private @Nullable Instant end;
  private @Nullable EvidenceUnits counted;

  RecordedModel(Policy policy) {
    policy.fairness().forEach(rule -> rules.put(rule.metric().label(), rule));
  }

  @Override
  public void onPane(PaneCounts pane) {
    Instant from = pane.pane().start();
    Instant to = pane.pane().end();
    start = start == null || from.isBefore(start) ? from : start;
    end = end == null || to.isAfter(end) ? to : end;
    EvidenceUnits units = pane.counted();
    if (units != null) {
      counted = counted == null ? units : counted.merge(units);
    }
  }

  @Override
  public void onWindow(WindowMeasures window) {
    for (FairnessMeasure measure : window.fairness()) {
      FairnessRule rule = rules.get(measure.metric());
      if (rule != null && isBeyond(rule, measure)) {
        beyond.merge(
            new AlertRule(measure.metric(), measure.attribute(), measure.group()),
            window.window().end(),
            (a, b) -> a.isBefore(b) ? a : b);
      }
    }
  }

  private static boolean isBeyond(FairnessRule rule, FairnessMeasure measure) {
    return measure.comparison() == FairnessMeasure.Comparison.REFERENCE
        && measure.low() != null
        && measure.high() != null
        && rule.metric()
            .tolerance()
            .unfair(
                rule.tolerance(),
                Objects.requireNonNull(measure.low()),
                Objects.requireNonNull(measure.high()));
  }

  /** From the first pane's start to the last one's end. */
  double days() {
    return start == null || end == null ? 0 : Duration.between(start, end).toMillis() / DAY;
  }

  /** What became of all decisions and labels as evidence; null when no pane says. */
  @Nullable EvidenceUnits counted() {
    return counted;
  }

  /** End of the first window whose whole interval is beyond the tolerance; null without one. */
  @Nullable Instant firstBeyond(AlertRule rule) {
    return beyond.get(rule);
  }
}
