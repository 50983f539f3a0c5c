package dev.plumbline.kafka.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class DurableRingTest {

  private static KeyValueStore<Integer, RingSlot> store() {
    KeyValueStore<Integer, RingSlot> store =
        DurableRing.store("waiting").withLoggingDisabled().withCachingDisabled().build();
    store.init(new MockProcessorContext<String, Object>().getStateStoreContext(), store);
    return store;
  }

  private static RingSlot slot(long offset) {
    return new RingSlot(-1, "t", 0, offset, 5, null, new byte[0], new RecordHeaders());
  }

  private static List<Long> offsets(List<RingSlot> slots) {
    return slots.stream().map(RingSlot::offset).toList();
  }

  @Property(tries = 200)
  void shouldRestoreExactlyWhatWaitsInOrderWhenFilledAndEmptiedAtWill(
      @ForAll List<@IntRange(max = 2) Integer> steps,
      @ForAll @IntRange(min = 1, max = 7) int capacity,
      @ForAll @IntRange(min = 1, max = 7) int nextCapacity) {
    // Given
    KeyValueStore<Integer, RingSlot> store = store();
    DurableRing ring = new DurableRing(store, capacity);
    assertThat(ring.restore()).isEmpty();
    Deque<RingSlot> waiting = new ArrayDeque<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) > 0 && !ring.isFull()) {
        waiting.add(ring.add(slot(i)));
      } else if (!waiting.isEmpty()) {
        ring.remove(waiting.remove());
      }
    }

    // When
    DurableRing next = new DurableRing(store, nextCapacity);
    List<RingSlot> restored = next.restore();

    // Then
    assertThat(offsets(restored)).isEqualTo(offsets(List.copyOf(waiting)));
    assertThat(store.approximateNumEntries()).isEqualTo(waiting.size());
    assertThat(next.isFull()).isEqualTo(waiting.size() >= nextCapacity);
    restored.forEach(next::remove);
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void shouldRefuseWhenFull() {
    // Given
    DurableRing ring = new DurableRing(store(), 1);
    ring.restore();
    ring.add(slot(1));

    // When // Then
    assertThatThrownBy(() -> ring.add(slot(2))).hasMessageStartingWith("ring of 1 slots is full");
  }

  @Test
  void shouldBeFullWhenTheBytesOfWhatWaitsAreMany() {
    // Given
    DurableRing ring = new DurableRing(store(), 1_000);
    ring.restore();
    RingSlot large = new RingSlot(-1, "t", 0, 1, 5, null, new byte[10 << 20], new RecordHeaders());
    ring.add(large);
    boolean one = ring.isFull();

    // When
    RingSlot second = ring.add(large);

    // Then
    assertThat(one).isFalse();
    assertThat(ring.isFull()).isTrue();
    ring.remove(second);
    assertThat(ring.isFull()).isFalse();
  }

  @Test
  void shouldReadBackAllOfASlotWhenWritten() {
    // Given
    RecordHeaders headers = new RecordHeaders();
    headers.add("a", new byte[] {1}).add("b", null).add("a", new byte[0]).add("ü", new byte[] {2});
    RingSlot slot = new RingSlot(7, "topic", 3, 1L << 40, -1, "ключ", new byte[] {9, 8}, headers);

    // When
    SlotSerde serde = new SlotSerde();
    RingSlot read = serde.deserializer().deserialize("t", serde.serializer().serialize("t", slot));

    // Then
    assertThat(read).usingRecursiveComparison().isEqualTo(slot);
    assertThat(read.headers()).isEqualTo(headers);
  }

  @Test
  void shouldRefuseWhenTheLayoutIsUnknown() {
    // When // Then
    assertThatThrownBy(() -> new SlotSerde().deserializer().deserialize("t", new byte[] {9}))
        .hasMessage("slot of unknown layout 9");
  }
}
