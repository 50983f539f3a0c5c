package dev.plumbline.kafka.client;

import dev.plumbline.kafka.topic.Topic;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Takes records for a topic and says when they are stored. */
public interface RecordSink {

  /** A record as it is stored. */
  final class KeyedValue {
    private final String key;
    private final byte[] value;

    /**
     * @param value not copied
     */
    public KeyedValue(String key, byte[] value) {
      this.key = key;
      this.value = value;
    }

    public String key() {
      return key;
    }

    public byte[] value() {
      return value;
    }
  }

  /** What became of records. */
  enum Receipt {
    /** The broker has acknowledged every one. */
    STORED,
    /** No room for all of them at present; some may be stored. */
    FULL,
    /** The broker has not acknowledged all of them in time; some may be stored. */
    UNAVAILABLE
  }

  /** Never completes with an exception. Who gets another answer than STORED sends all again. */
  CompletableFuture<Receipt> send(Topic<byte[]> topic, List<KeyedValue> records);
}
