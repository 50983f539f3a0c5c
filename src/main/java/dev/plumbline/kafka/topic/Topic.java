package dev.plumbline.kafka.topic;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** A topic with what its keys and values are. */
public record Topic<V>(String name, Serde<String> keySerde, Serde<V> valueSerde) {

  static <V> Topic<V> json(String name, Class<V> type) {
    return new Topic<>(name, Serdes.String(), new JsonSerde<>(type));
  }

  /** The same topic read as bytes, for stages that must outlive a record they cannot parse. */
  public Topic<byte[]> raw() {
    return new Topic<>(name, keySerde, Serdes.ByteArray());
  }
}
