package dev.plumbline.stage.measure;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long each input of one model has been silent in one task, in ticks, and what was said last.
 * In memory only: after a restart a silent input is waited for once more.
 */
final class Silence {

  private final Map<Input, Long> ticks = new EnumMap<>(Input.class);
  private @Nullable Delta said;

  void broken(Input input) {
    ticks.put(input, 0L);
  }

  /** Counts one tick; true once the input has been silent for as many as given. */
  boolean tick(Input input, long idleTicks) {
    return ticks.merge(input, 1L, Long::sum) > idleTicks;
  }

  /** Whether the delta holds counts, or progress that was not told before. */
  boolean worthSaying(Delta delta) {
    boolean news =
        said == null
            || !delta.empty()
            || !delta.requests().equals(said.requests())
            || !delta.outcomes().equals(said.outcomes());
    said = delta;
    return news;
  }
}
