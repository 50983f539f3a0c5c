package dev.plumbline.stage.redact;

import dev.plumbline.kafka.ring.DurableRing;
import dev.plumbline.kafka.ring.RingSlot;
import dev.plumbline.kafka.ring.SealedSlots;
import dev.plumbline.stage.redact.request.OpenRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The records of one task that wait to be shown to a model together, in order of arrival. The ring
 * holds them under seal, so that a record's offset may be committed while it waits.
 */
final class WaitingRequests {

  /** More at once gains nothing on a CPU. */
  static final int MOST = 32;

  /** Bounds the time of a batch, and what a ring can hold in one message of its changelog. */
  static final int LARGEST = 1 << 16;

  /**
   * @param sealed as it lies in the ring
   * @param clear as it came; null when a predecessor left it and the key is gone
   * @param request parsed from the clear slot, and null with it
   */
  record Waiting(RingSlot sealed, @Nullable RingSlot clear, @Nullable OpenRequest request) {}

  private final DurableRing ring;
  private final SealedSlots seal;
  private final TaggingMetrics metrics;
  private final List<Waiting> waiting = new ArrayList<>();
  private long bytes;

  /**
   * @param ring of at least {@link #MOST} slots
   */
  WaitingRequests(DurableRing ring, SealedSlots seal, TaggingMetrics metrics) {
    this.ring = ring;
    this.seal = seal;
    this.metrics = metrics;
  }

  /** Takes over what a predecessor left. Call once, before the first {@link #add}. */
  void restore(Function<RingSlot, OpenRequest> parse) {
    for (RingSlot sealed : ring.restore()) {
      RingSlot clear = seal.open(sealed).orElse(null);
      waiting.add(new Waiting(sealed, clear, clear == null ? null : parse.apply(clear)));
    }
    metrics.waiting(waiting.size());
  }

  void add(RingSlot clear, OpenRequest request) {
    waiting.add(new Waiting(ring.add(seal.seal(clear)), clear, request));
    bytes += clear.value().length;
    metrics.waiting(1);
  }

  /** Whether the batch must not grow. */
  boolean isFull() {
    return waiting.size() >= MOST || bytes >= LARGEST;
  }

  /** All that waits; the caller answers it in the same transaction. */
  List<Waiting> takeAll() {
    List<Waiting> taken = List.copyOf(waiting);
    taken.forEach(each -> ring.remove(each.sealed()));
    forget();
    return taken;
  }

  /** Leaves the ring as it is, to the next owner: what waits is no longer ours to count. */
  void forget() {
    metrics.waiting(-waiting.size());
    waiting.clear();
    bytes = 0;
  }
}
