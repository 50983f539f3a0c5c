package dev.plumbline.stage.measure.unit;

import dev.plumbline.stage.measure.state.PaneStore;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One model's units in a logged store, many in a block: an index in memory could not be had again
 * after a restart, and a record for each would cost more than all else.
 */
public record UnitBlocks(KeyValueStore<String, byte[]> store, String model) {

  private static final int NUMBER_DIGITS = 8;

  /** For each block, those of a period in the order in which they were written. */
  interface Visitor {
    void visit(UnitKind kind, long start, int number, byte[] block);
  }

  void put(UnitKind kind, long start, int number, byte[] block) {
    store.put(key(kind, start, number), block);
  }

  /** Deletes the first so many blocks of a period. */
  void delete(UnitKind kind, long start, int blocks) {
    for (int number = 0; number < blocks; number++) {
      store.delete(key(kind, start, number));
    }
  }

  void forEach(Visitor visitor) {
    String prefix = model + "|";
    try (KeyValueIterator<String, byte[]> all = store.range(prefix, model + "}")) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> next = all.next();
        String[] parts = next.key.substring(prefix.length()).split("\\|");
        visitor.visit(
            UnitKind.numbered(Integer.parseInt(parts[0])),
            PaneStore.unshifted(Long.parseLong(parts[1])),
            Integer.parseInt(parts[2]),
            next.value);
      }
    }
  }

  private String key(UnitKind kind, long start, int number) {
    return model
        + "|"
        + kind.number()
        + "|"
        + PaneStore.padded(start)
        + "|"
        + PaneStore.padded(number, NUMBER_DIGITS);
  }
}
