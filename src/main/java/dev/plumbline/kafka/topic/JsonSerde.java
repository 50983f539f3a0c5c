package dev.plumbline.kafka.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * JSON bytes of one record type. Errors name the type and the place in the document, never its
 * content; a null is a tombstone.
 */
public final class JsonSerde<T> implements Serde<T> {

  private final String type;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  public JsonSerde(Class<T> type) {
    this.type = type.getSimpleName();
    this.reader = Json.MAPPER.readerFor(type);
    this.writer = Json.MAPPER.writerFor(type);
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : write(value);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private byte[] write(T value) {
    try {
      return OversizeException.check(type, writer.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new SerializationException(
          "cannot write " + type + " as JSON: " + e.getClass().getSimpleName());
    }
  }

  private T read(byte[] bytes) {
    try {
      return reader.readValue(bytes);
    } catch (IOException e) {
      throw new SerializationException(
          "cannot read " + type + " from JSON: " + e.getClass().getSimpleName());
    }
  }
}
