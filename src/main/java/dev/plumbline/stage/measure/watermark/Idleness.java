package dev.plumbline.stage.measure.watermark;

import dev.plumbline.stage.measure.counts.CountsDelta;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long each input of one model has been silent in one task, in ticks, and what was said last.
 * In memory only: after a restart a silent input is waited for once more.
 */
final class Idleness {

  private final Map<MeasureInput, Long> ticks = new EnumMap<>(MeasureInput.class);
  private @Nullable CountsDelta said;

  void broken(MeasureInput input) {
    ticks.put(input, 0L);
  }

  /** Counts one tick; true once the input has been silent for as many as given. */
  boolean tick(MeasureInput input, long idleTicks) {
    return ticks.merge(input, 1L, Long::sum) > idleTicks;
  }

  /** Whether the delta holds counts, or progress that was not told before. */
  boolean worthSaying(CountsDelta delta) {
    boolean news = said == null || !delta.empty() || !delta.requests().equals(said.requests());
    said = delta;
    return news;
  }
}
