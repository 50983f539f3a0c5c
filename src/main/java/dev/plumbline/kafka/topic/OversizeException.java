package dev.plumbline.kafka.topic;

import org.apache.kafka.common.errors.SerializationException;

/**
 * A value that no topic would take. It is thrown before the producer sees the value: a transaction
 * that was given it could not be finished any more, and the record that brought it about would be
 * met again for ever.
 */
public final class OversizeException extends SerializationException {

  private static final long serialVersionUID = 1;

  /** Most bytes of a record, its key and headers included, that a stage's producer sends. */
  public static final int LARGEST_RECORD = 16 << 20;

  /** Leaves room for key and headers. */
  private static final int LARGEST_VALUE = LARGEST_RECORD - (64 << 10);

  private OversizeException(String message) {
    super(message);
  }

  /**
   * @param type what the value is
   * @throws OversizeException when the value is too large
   */
  static byte[] check(String type, byte[] value) {
    if (value.length > LARGEST_VALUE) {
      throw new OversizeException(
          type
              + " has "
              + value.length
              + " bytes, more than the "
              + LARGEST_VALUE
              + " of a record");
    }
    return value;
  }
}
