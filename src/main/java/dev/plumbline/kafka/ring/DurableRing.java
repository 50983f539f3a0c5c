package dev.plumbline.kafka.ring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The records that a task has taken but not yet answered. A record's input offset may be committed
 * while it waits, because the ring's changelog holds it in the same transaction.
 *
 * <p>A small fixed set of keys, because a cached store writes every key touched since the last
 * commit to the changelog once: with slots that is at most their number, with unique keys it would
 * be one tombstone per record. {@code StateStore.flush} and {@code commit} are no place to answer
 * what waits: in Kafka 4.3 they run after the offsets are committed.
 */
public final class DurableRing {

  /** Bytes of keys and values after which no slot is free, about: texts may be long. */
  static final long MOST_BYTES = 16 << 20;

  private final KeyValueStore<Integer, RingSlot> store;
  private int capacity;
  private long next;
  private int waiting;
  private long bytes;

  public DurableRing(KeyValueStore<Integer, RingSlot> store, int capacity) {
    this.store = store;
    this.capacity = capacity;
  }

  /** The store behind a ring: in memory, logged and cached. */
  public static StoreBuilder<KeyValueStore<Integer, RingSlot>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.Integer(), serde())
        .withLoggingEnabled(Map.of())
        .withCachingEnabled();
  }

  /** How the store holds a slot. */
  public static Serde<RingSlot> serde() {
    return new SlotSerde();
  }

  /**
   * What a predecessor left behind, in order of arrival. Call once, before the first {@link #add}.
   * Slots are dealt anew, so the capacity may differ from the predecessor's.
   */
  public List<RingSlot> restore() {
    List<RingSlot> left = new ArrayList<>();
    try (KeyValueIterator<Integer, RingSlot> slots = store.all()) {
      slots.forEachRemaining(entry -> left.add(entry.value));
    }
    left.sort(Comparator.comparingLong(RingSlot::sequence));
    capacity = Math.max(capacity, left.size());
    next = left.isEmpty() ? 0 : left.get(left.size() - 1).sequence() + 1;
    return redeal(left);
  }

  private List<RingSlot> redeal(List<RingSlot> left) {
    try (KeyValueIterator<Integer, RingSlot> slots = store.all()) {
      List<Integer> keys = new ArrayList<>();
      slots.forEachRemaining(entry -> keys.add(entry.key));
      keys.forEach(store::delete);
    }
    return left.stream().map(this::place).toList();
  }

  public boolean isFull() {
    return waiting == capacity || bytes >= MOST_BYTES;
  }

  /**
   * @throws IllegalStateException when the ring is full
   */
  public RingSlot add(RingSlot arrived) {
    if (isFull()) {
      throw new IllegalStateException(
          "ring of %d slots is full, %d are taken by %d bytes".formatted(capacity, waiting, bytes));
    }
    return place(arrived);
  }

  private RingSlot place(RingSlot old) {
    RingSlot slot = old.at(next++);
    store.put(index(slot), slot);
    waiting++;
    bytes += slot.bytes();
    return slot;
  }

  /** Takes out the oldest slot: slots leave in the order in which they came. */
  public void remove(RingSlot oldest) {
    store.delete(index(oldest));
    waiting--;
    bytes -= oldest.bytes();
  }

  private int index(RingSlot slot) {
    return (int) (slot.sequence() % capacity);
  }
}
