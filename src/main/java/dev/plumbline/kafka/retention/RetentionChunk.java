package dev.plumbline.kafka.retention;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Ids that are removed together, as one value of the store: the version, then for each id its place
 * (one byte), its length in UTF-8 (four) and itself.
 */
final class RetentionChunk {

  /**
   * Odd: the measure stage wrote blocks without a version before, which begin with the length of an
   * id as an even number.
   */
  static final byte VERSION = 1;

  /** Ids of one chunk: enough that an entry costs little an id, few enough to write it again. */
  static final int MOST = 128;

  private final String key;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int size;

  RetentionChunk(String key) {
    this.key = key;
    bytes.write(VERSION);
  }

  String key() {
    return key;
  }

  boolean isFull() {
    return size >= MOST;
  }

  void add(RetainedId id) {
    byte[] utf8 = id.id().getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(
        ByteBuffer.allocate(1 + Integer.BYTES).put((byte) id.place()).putInt(utf8.length).array());
    bytes.writeBytes(utf8);
    size++;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /**
   * @throws IllegalStateException when another version wrote it, or it ends early
   */
  static List<RetainedId> read(byte[] value) {
    if (value.length > 0 && value[0] % 2 == 0) {
      return EarlierLayouts.block(value);
    }
    ByteBuffer from = ByteBuffer.wrap(value);
    if (!from.hasRemaining() || from.get() != VERSION) {
      throw new IllegalStateException("a retention chunk of another version");
    }
    List<RetainedId> ids = new ArrayList<>();
    while (from.hasRemaining()) {
      ids.add(next(from));
    }
    return ids;
  }

  private static RetainedId next(ByteBuffer from) {
    if (from.remaining() <= Integer.BYTES) {
      throw new IllegalStateException("a retention chunk ends early");
    }
    int place = from.get();
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new IllegalStateException("a retention chunk ends early");
    }
    byte[] utf8 = new byte[length];
    from.get(utf8);
    return new RetainedId(new String(utf8, StandardCharsets.UTF_8), place);
  }
}
