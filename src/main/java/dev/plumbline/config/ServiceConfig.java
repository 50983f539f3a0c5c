package dev.plumbline.config;

import dev.plumbline.event.Alert;
import dev.plumbline.stage.redact.keys.KeysetSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one process runs: {@code plumbline.yaml}.
 *
 * @param bootstrapServers host:port,...
 * @param kafkaProperties overrides of any property of Kafka Streams or its clients
 * @param policies policy files
 * @param stateDirectory where stages keep their state; survives restarts
 * @param instanceId names this process among those of the same stage
 * @param threads stream threads per stage
 * @param replicationFactor of internal topics; -1 asks the broker for its default * @param
 *     partitions of the topics keyed by requestId
 * @param sinks where alerts are delivered, by name
 */
public record ServiceConfig(
    String bootstrapServers,
    Map<String, String> kafkaProperties,
    List<Path> policies,
    Path stateDirectory,
    String instanceId,
    int threads,
    int replicationFactor,
    int partitions,
    Http http,
    Redact redact,
    Retrain retrain,
    Map<String, Sink> sinks) {

  /**
   * Where metrics, health and the live page are served.
   *
   * @param port 0 takes a free one
   */
  public record Http(String host, int port) {}

  /**
   * The redact section.
   *
   * @param allowedHeaders record headers that are kept
   * @param phoneRegions regions whose national phone numbers are detected
   * @param sealingKeyset public keyset for dead letters' payloads; null seals nothing
   * @param hashKeyset keyset of hashes and pseudonyms; null makes one up at every start
   * @param encryptKeyset keyset of reversible tokens; null refuses policies that encrypt
   */
  public record Redact(
      List<String> allowedHeaders,
      List<String> phoneRegions,
      @Nullable KeysetSource sealingKeyset,
      @Nullable KeysetSource hashKeyset,
      @Nullable KeysetSource encryptKeyset) {
    public Redact {
      allowedHeaders = List.copyOf(allowedHeaders);
      phoneRegions = List.copyOf(phoneRegions);
    }
  }

  /**
   * The retrain section.
   *
   * @param workDirectory where every job has a folder of its own
   * @param timeLimit after which a trainer is killed
   */
  public record Retrain(Path workDirectory, Duration timeLimit) {}

  /**
   * Where alerts are delivered, by the name that policies use.
   *
   * @param secretFile signs a webhook's bodies; null signs nothing
   * @param severity least severity delivered
   * @param dashboardUrl link that goes with every alert
   */
  public record Sink(
      SinkType type,
      URI url,
      @Nullable Path secretFile,
      Alert.Severity severity,
      @Nullable String dashboardUrl) {}

  /** Protocols of sinks. */
  public enum SinkType {
    WEBHOOK,
    ALERTMANAGER
  }

  public ServiceConfig {
    kafkaProperties = Map.copyOf(kafkaProperties);
    sinks = Map.copyOf(sinks);
    policies = List.copyOf(policies);
  }
}
