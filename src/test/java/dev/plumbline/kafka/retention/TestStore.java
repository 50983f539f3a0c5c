package dev.plumbline.kafka.retention;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A store in memory, and the ids that an index over it hands over. */
final class TestStore {

  static final String MODEL = "desk";

  final KeyValueStore<String, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("index"), Serdes.String(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  final List<RetainedId> removed = new ArrayList<>();
  private RetentionIndex index;

  TestStore() {
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    index = new RetentionIndex(store);
  }

  /** Another task takes the store over. */
  void restart() {
    index = new RetentionIndex(store);
  }

  void add(long time, String... ids) {
    List<RetainedId> retained = new ArrayList<>();
    for (String id : ids) {
      retained.add(new RetainedId(id, 0));
    }
    index.add(MODEL, time, retained);
  }

  void add(String model, long time, RetainedId id) {
    index.add(model, time, List.of(id));
  }

  /** How many ids one removal hands over. */
  int removeBefore(long limit) {
    int before = removed.size();
    index.removeBefore(MODEL, limit, removed::add);
    return removed.size() - before;
  }

  int entries() {
    int entries = 0;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        all.next();
        entries++;
      }
    }
    return entries;
  }
}
