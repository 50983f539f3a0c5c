package dev.plumbline.kafka.ring;

import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Slots whose key, value and headers are sealed, for a ring of records that a store must not show.
 * Their coordinates stay readable: they say which record it was when the seal does not open.
 */
public final class SealedSlots {

  /** Authenticated encryption. */
  public interface Seal {

    /**
     * @param coordinates bound to the sealed bytes
     */
    byte[] seal(byte[] plain, String coordinates);

    /** Empty when the key is another one, or the coordinates are. */
    Optional<byte[]> open(byte[] sealed, String coordinates);
  }

  private final Seal seal;

  public SealedSlots(Seal seal) {
    this.seal = seal;
  }

  /** What may be stored. */
  public RingSlot seal(RingSlot clear) {
    return new RingSlot(
        clear.sequence(),
        clear.topic(),
        clear.partition(),
        clear.offset(),
        clear.timestamp(),
        null,
        seal.seal(SlotSerde.write(clear), coordinates(clear)),
        new RecordHeaders());
  }

  /** The record as it came; empty when it does not open. */
  public Optional<RingSlot> open(RingSlot sealed) {
    return seal.open(sealed.value(), coordinates(sealed))
        .map(bytes -> SlotSerde.read(bytes).at(sealed.sequence()));
  }

  private static String coordinates(RingSlot slot) {
    return slot.topic() + "-" + slot.partition() + "-" + slot.offset();
  }
}
