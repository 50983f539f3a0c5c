package dev.plumbline.stage.measure.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the compact form of what this stage keeps: whole numbers in as few bytes as they need
 * (seven bits a byte, the sign folded in), texts with their length. {@link VarintReader} reads it.
 */
public final class VarintWriter {

  private byte[] bytes = new byte[128];
  private int size;

  public VarintWriter number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    ensure(10);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** All 64 bits of a number that has no small values, such as a hash. */
  public VarintWriter bits(long value) {
    ensure(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  public VarintWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    return raw(utf8, 0, utf8.length);
  }

  /** Bytes that were packed before; their reader must know where they end. */
  public VarintWriter raw(byte[] from, int offset, int length) {
    ensure(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
    return this;
  }

  public int size() {
    return size;
  }

  /** Starts again; keeps the room. */
  public VarintWriter clear() {
    size = 0;
    return this;
  }

  /** What was packed since the size was {@code from}. */
  public byte[] copyFrom(int from) {
    return Arrays.copyOfRange(bytes, from, size);
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
