package dev.plumbline.kafka.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What expires when: ids of one model in order of event time, so that old ones are found without a
 * scan of everything.
 */
public final class ExpiryIndex {

  /** Ids handed over at one call; bounds the time that a tick takes. */
  private static final int AT_ONCE = 2_000;

  private final KeyValueStore<String, String> store;

  public ExpiryIndex(KeyValueStore<String, String> store) {
    this.store = store;
  }

  public static StoreBuilder<?> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.String())
        .withCachingEnabled();
  }

  /**
   * @param time event time, epoch milliseconds
   */
  public void remember(String model, long time, String id) {
    store.put(key(model, time) + "|" + id, id);
  }

  /** Hands over, once, ids remembered before {@code limit}, the oldest first. */
  public void forgetBefore(String model, long limit, Consumer<String> expired) {
    if (limit <= 0) {
      return;
    }
    List<KeyValue<String, String>> old = new ArrayList<>();
    try (KeyValueIterator<String, String> entries = store.range(key(model, 0), key(model, limit))) {
      while (entries.hasNext() && old.size() < AT_ONCE) {
        old.add(entries.next());
      }
    }
    for (KeyValue<String, String> entry : old) {
      store.delete(entry.key);
      expired.accept(entry.value);
    }
  }

  /** Sorts by model, then time; times before 1970 sort first, in no order that matters. */
  private static String key(String model, long time) {
    return model + "|" + String.format(Locale.ROOT, "%019d", Math.max(0, time));
  }
}
