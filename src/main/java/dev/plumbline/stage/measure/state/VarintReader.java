package dev.plumbline.stage.measure.state;

import java.nio.charset.StandardCharsets;

/** Reads what {@link VarintWriter} wrote, in the same order. */
public final class VarintReader {

  private final byte[] bytes;
  private int at;

  public VarintReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalStateException when the bytes end early: the store is damaged
   */
  public long number() {
    long rest = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte next = next();
      rest |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return (rest >>> 1) ^ -(rest & 1);
      }
    }
    throw new IllegalStateException("a packed number is too long");
  }

  /** What was written as {@link VarintWriter#bits}. */
  public long bits() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << Byte.SIZE | (next() & 0xFF);
    }
    return value;
  }

  public String text() {
    int length = (int) number();
    if (length < 0 || length > bytes.length - at) {
      throw new IllegalStateException("a packed text ends early");
    }
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  public boolean hasMore() {
    return at < bytes.length;
  }

  private byte next() {
    if (at >= bytes.length) {
      throw new IllegalStateException("packed bytes end early");
    }
    return bytes[at++];
  }
}
