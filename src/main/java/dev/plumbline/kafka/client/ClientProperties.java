package dev.plumbline.kafka.client;

import dev.plumbline.kafka.cluster.ClusterCheck;
import dev.plumbline.kafka.streams.StreamsSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** How a command, which is no part of the flow, reaches a cluster. */
public final class ClientProperties {

  private ClientProperties() {}

  /**
   * Properties of a client of the cluster.
   *
   * @param file further properties, for example of its security; null when there are none
   * @throws IOException when the file cannot be read
   */
  public static Map<String, String> read(String servers, @Nullable Path file) throws IOException {
    Properties read = new Properties();
    if (file != null) {
      try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        read.load(in);
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
    }
    Map<String, String> properties = new TreeMap<>();
    read.stringPropertyNames().forEach(key -> properties.put(key, read.getProperty(key)));
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    return properties;
  }

  /**
   * A reader that leaves the cluster as it is.
   *
   * @throws IOException when the file cannot be read
   * @throws dev.plumbline.kafka.cluster.ClusterException when no broker answers
   */
  public static TopicReader reader(String servers, @Nullable Path file) throws IOException {
    Map<String, String> properties = read(servers, file);
    ClusterCheck.reach(servers, properties).close();
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new TopicReader(new StreamsSettings(servers, Path.of("."), "cli", 1, 1, properties));
  }

  /** Why a cluster cannot be read, in a line: clients wrap what an operator can mend. */
  public static String unreadable(KafkaException error) {
    String message = "the cluster cannot be read: " + error.getMessage();
    Throwable cause = error.getCause();
    return cause instanceof KafkaException && cause.getMessage() != null
        ? message + ": " + cause.getMessage()
        : message;
  }
}
