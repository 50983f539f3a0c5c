package dev.plumbline.cli.replay;

import dev.plumbline.kafka.streams.StreamsSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How a replay's stages use the embedded broker. A replay that breaks off is begun anew, so that
 * transactions and commits would save nothing: without a crash at least once is exactly once, and
 * {@link CompletionWait} ends the replay when a thread dies. One process has all tasks, however
 * long it is busy.
 */
final class ReplayClients {

  private static final int THREADS = 2;

  private ReplayClients() {}

  static StreamsSettings settings(String bootstrapServers, Path folder) {
    return new StreamsSettings(
        bootstrapServers, folder.resolve("state"), "replay", THREADS, 1, properties());
  }

  private static Map<String, String> properties() {
    Map<String, String> all = new HashMap<>();
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "300");
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, String.valueOf(64 << 20));
    consumer(all, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 300_000);
    consumer(all, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Integer.MAX_VALUE);
    consumer(all, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    consumer(all, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    producer(all, ProducerConfig.BATCH_SIZE_CONFIG, "262144");
    producer(all, ProducerConfig.LINGER_MS_CONFIG, "20");
    producer(all, ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    return all;
  }

  private static void consumer(Map<String, String> to, String name, int value) {
    to.put(StreamsConfig.mainConsumerPrefix(name), String.valueOf(value));
  }

  private static void producer(Map<String, String> to, String name, String value) {
    to.put(StreamsConfig.producerPrefix(name), value);
  }
}
