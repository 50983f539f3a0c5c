package dev.plumbline.kafka.streams;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How a process reaches Kafka and where it keeps its state.
 *
 * @param bootstrapServers host:port,...
 * @param stateDirectory where stages keep their state; survives restarts
 * @param instanceId names this process among those of the same stage, so that a restart takes its
 *     tasks back at once
 * @param threads stream threads per stage
 * @param replicationFactor of internal topics; -1 asks the broker for its default
 * @param overrides any property of Kafka Streams or its clients
 */
public record StreamsSettings(
    String bootstrapServers,
    Path stateDirectory,
    String instanceId,
    int threads,
    int replicationFactor,
    Map<String, String> overrides) {
  public StreamsSettings {
    overrides = Map.copyOf(overrides);
  }

  /** These settings with further properties, where they say nothing of them. */
  public StreamsSettings withDefaults(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    all.putAll(overrides);
    return overriding(all);
  }

  /** The same under another name among the processes of a stage. */
  public StreamsSettings named(String other) {
    return new StreamsSettings(
        bootstrapServers, stateDirectory, other, threads, replicationFactor, overrides);
  }

  public StreamsSettings overriding(Map<String, String> properties) {
    return new StreamsSettings(
        bootstrapServers, stateDirectory, instanceId, threads, replicationFactor, properties);
  }
}
