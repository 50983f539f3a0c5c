package dev.plumbline.stage.measure.watermark;

import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.CountsDelta.Progress;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * At which tick each input of one model last brought a record in one task, and what was said last.
 * In memory only: after a restart a silent input is waited for once more.
 */
final class Idleness {

  private final Map<MeasureInput, Long> brought = new EnumMap<>(MeasureInput.class);
  private @Nullable CountsDelta said;

  void broken(MeasureInput input, long tick) {
    brought.put(input, tick);
  }

  /**
   * Whether the input has been silent for longer.
   *
   * @param read the tick up to which the input has been read
   * @param ticks how long
   */
  boolean longer(MeasureInput input, long read, long ticks) {
    return read - brought.getOrDefault(input, 0L) > ticks;
  }

  /** How far the requests had come when that was said last, and that more comes. */
  Progress said() {
    return said == null ? Progress.UNKNOWN : new Progress(said.requests().newest(), false);
  }

  /** Whether the delta holds counts, or progress that was not told before. */
  boolean worthSaying(CountsDelta delta) {
    boolean news = said == null || !delta.empty() || !delta.requests().equals(said.requests());
    said = delta;
    return news;
  }
}
