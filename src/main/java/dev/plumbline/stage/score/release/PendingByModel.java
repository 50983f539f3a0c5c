package dev.plumbline.stage.score.release;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What is to be done for models, the last word on each alone. Nothing is done before the topic was
 * read to its end, because what was true in between must not be done again. For one thread.
 */
final class PendingByModel<V> {

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

  /** Does it. */
  interface Action<V> {
    /**
     * @return false when it is to be tried again later
     */
    boolean isDone(String model, V value);
  }

  private record Entry<V>(V value, long due) {}

  private final Map<String, Entry<V>> pending = new LinkedHashMap<>();

  void put(String model, V value) {
    pending.put(model, new Entry<>(value, System.nanoTime()));
  }

  void work(BooleanSupplier readToTheEnd, Action<V> action) {
    long now = System.nanoTime();
    if (pending.values().stream().noneMatch(entry -> entry.due() - now <= 0)
        || !readToTheEnd.getAsBoolean()) {
      return;
    }
    Iterator<Map.Entry<String, Entry<V>>> entries = pending.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Entry<V>> next = entries.next();
      V value = next.getValue().value();
      if (next.getValue().due() - now <= 0) {
        if (action.isDone(next.getKey(), value)) {
          entries.remove();
        } else {
          next.setValue(new Entry<>(value, System.nanoTime() + AGAIN_AFTER.toNanos()));
        }
      }
    }
  }
}
