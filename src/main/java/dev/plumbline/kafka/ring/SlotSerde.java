package dev.plumbline.kafka.ring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Binary, because a slot is written for every record; the first byte is the layout's version. */
final class SlotSerde implements Serde<RingSlot> {

  private static final byte LAYOUT = 1;
  private static final int NULL = -1;

  @Override
  public Serializer<RingSlot> serializer() {
    return (topic, slot) -> slot == null ? null : write(slot);
  }

  @Override
  public Deserializer<RingSlot> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  static byte[] write(RingSlot slot) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(slot.value().length + 128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(LAYOUT);
      out.writeLong(slot.sequence());
      out.writeUTF(slot.topic());
      out.writeInt(slot.partition());
      out.writeLong(slot.offset());
      out.writeLong(slot.timestamp());
      writeBytes(out, utf8(slot.key()));
      writeBytes(out, slot.value());
      writeHeaders(out, slot.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static RingSlot read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte layout = in.readByte();
      if (layout != LAYOUT) {
        throw new IllegalStateException("slot of unknown layout " + layout);
      }
      return new RingSlot(
          in.readLong(),
          in.readUTF(),
          in.readInt(),
          in.readLong(),
          in.readLong(),
          text(readBytes(in)),
          present(readBytes(in)),
          readHeaders(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeHeaders(DataOutputStream out, Headers headers) throws IOException {
    Header[] all = headers.toArray();
    out.writeInt(all.length);
    for (Header header : all) {
      writeBytes(out, utf8(header.key()));
      writeBytes(out, header.value());
    }
  }

  private static Headers readHeaders(DataInputStream in) throws IOException {
    Headers headers = new RecordHeaders();
    for (int left = in.readInt(); left > 0; left--) {
      String name = new String(present(readBytes(in)), StandardCharsets.UTF_8);
      headers.add(name, readBytes(in));
    }
    return headers;
  }

  private static void writeBytes(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
    out.writeInt(bytes == null ? NULL : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length == NULL ? null : in.readNBytes(length);
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] present(byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      throw new IOException("slot without value");
    }
    return bytes;
  }
}
