package dev.plumbline.stage.measure.fold;

import dev.plumbline.stage.measure.accumulate.ExpiringId;
import dev.plumbline.stage.measure.state.PaneStore;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What expires when. Ids are kept in blocks, one for each pane and tick: an entry an id would cost
 * as much again as the prediction itself.
 */
final class Expirations {

  private final KeyValueStore<String, byte[]> store;

  Expirations(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /**
   * @param pane start, epoch milliseconds
   * @param tick when they were counted: blocks of one pane must not replace each other
   */
  void remember(String model, long pane, long tick, List<ExpiringId> ids) {
    VarintWriter block = new VarintWriter();
    ids.forEach(id -> block.text(id.requestId()).number(id.outcome() ? 1 : 0));
    store.put(key(model, pane) + "|" + Long.toString(tick, Character.MAX_RADIX), block.toBytes());
  }

  /**
   * Hands over, once, the oldest block of panes that start before {@code limit}; a block bounds the
   * time that a tick takes.
   *
   * @return whether there was one
   */
  boolean forgetBefore(String model, long limit, Consumer<ExpiringId> expired) {
    KeyValue<String, byte[]> oldest;
    try (KeyValueIterator<String, byte[]> blocks =
        store.range(key(model, Long.MIN_VALUE), key(model, limit))) {
      if (!blocks.hasNext()) {
        return false;
      }
      oldest = blocks.next();
    }
    store.delete(oldest.key);
    VarintReader from = new VarintReader(oldest.value);
    while (from.hasMore()) {
      expired.accept(new ExpiringId(from.text(), from.number() == 1));
    }
    return true;
  }

  /** Sorts by model, then time. */
  private static String key(String model, long pane) {
    return model + "|" + String.format(Locale.ROOT, "%020d", PaneStore.shifted(pane));
  }
}
