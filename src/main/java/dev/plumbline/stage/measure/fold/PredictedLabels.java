package dev.plumbline.stage.measure.fold;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The labels that a model has predicted in this task's partition. A true label that is none of them
 * is often a typing error, or a code where the model writes a name.
 */
final class PredictedLabels {

  /** Of one model; when there are more, every label counts as seen. */
  private static final int MOST = 1_000;

  private final KeyValueStore<String, Long> store;
  private final Map<String, Set<String>> byModel = new HashMap<>();

  /**
   * @param store model, {@code |} and label, to the time of the first prediction
   */
  PredictedLabels(KeyValueStore<String, Long> store) {
    this.store = store;
  }

  void saw(String model, String label, long time) {
    Set<String> seen = labels(model);
    if (seen.size() < MOST && seen.add(label)) {
      store.put(prefix(model) + label, time);
    }
  }

  boolean hasSeen(String model, String label) {
    Set<String> seen = labels(model);
    return seen.size() >= MOST || seen.contains(label);
  }

  private Set<String> labels(String model) {
    return byModel.computeIfAbsent(model, this::stored);
  }

  private Set<String> stored(String model) {
    Set<String> seen = new HashSet<>();
    String prefix = prefix(model);
    try (KeyValueIterator<String, Long> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, Long> next = all.next();
        if (next.key.startsWith(prefix)) {
          seen.add(next.key.substring(prefix.length()));
        }
      }
    }
    return seen;
  }

  private static String prefix(String model) {
    return model + "|";
  }
}
