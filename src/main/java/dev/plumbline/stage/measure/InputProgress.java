package dev.plumbline.stage.measure;

import dev.plumbline.stage.measure.Delta.Progress;
import dev.plumbline.stage.measure.MeasureSettings.Publication;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far one task's inputs have come, by model. In memory between two ticks; after a crash the
 * journal's contributions bring it up again.
 */
final class InputProgress {

  private static final String TICKS = "|ticks";

  private final KeyValueStore<String, Long> store;
  private final MeasureSettings settings;
  private final Map<String, Long> newest = new HashMap<>();
  private final Map<String, Silence> silences = new HashMap<>();

  InputProgress(KeyValueStore<String, Long> store, MeasureSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  void saw(String model, Input input, long time) {
    newest.merge(input.key(model), time, Math::max);
    silence(model).broken(input);
  }

  /** The same of something that was seen before a restart. */
  void remembered(String model, Input input, long time) {
    newest.merge(input.key(model), time, Math::max);
  }

  /** Counts a tick of one input, and keeps how far it has come. */
  Progress tick(String model, Input input) {
    String key = input.key(model);
    Long stored = store.get(key);
    Long time = newest.get(key);
    if (time != null && (stored == null || time > stored)) {
      store.put(key, time);
      stored = time;
    }
    boolean idle = silence(model).tick(input, settings.idleAfter().dividedBy(settings.tick()));
    return new Progress(stored == null ? Progress.NONE : stored, idle);
  }

  boolean worthSaying(Delta delta) {
    return silence(delta.model()).worthSaying(delta);
  }

  /** Ticks that this task has seen, restarts included. */
  long nextTick() {
    Long ticks = store.get(TICKS);
    long next = ticks == null ? 0 : ticks + 1;
    store.put(TICKS, next);
    return next;
  }

  /**
   * Event time that both inputs have passed. The two topics are read at different speeds, so a
   * prediction is kept until the outcomes have come as far; only live traffic stops waiting for an
   * input that fell silent.
   */
  long passed(Progress requests, Progress outcomes) {
    boolean live = settings.publication() == Publication.LIVE;
    if (live && outcomes.idle()) {
      return requests.newest();
    }
    return live && requests.idle()
        ? outcomes.newest()
        : Math.min(requests.newest(), outcomes.newest());
  }

  private Silence silence(String model) {
    return silences.computeIfAbsent(model, name -> new Silence());
  }
}
