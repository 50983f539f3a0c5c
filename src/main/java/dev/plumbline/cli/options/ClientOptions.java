package dev.plumbline.cli.options;

import dev.plumbline.kafka.client.ClientProperties;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.cluster.ClusterCheck;
import dev.plumbline.kafka.streams.StreamsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command reaches a cluster. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ClientOptions {

  @Option(names = "--bootstrap-servers", required = true, description = "host:port,...")
  private String servers;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of the client, for example of its security.")
  private @Nullable Path config;

  /**
   * @throws IOException when the file cannot be read
   * @throws dev.plumbline.kafka.cluster.ClusterException when no broker answers
   */
  public Map<String, String> properties() throws IOException {
    Map<String, String> properties = ClientProperties.read(servers, config);
    ClusterCheck.reach(servers, properties).close();
    return properties;
  }

  /**
   * @throws IOException when the file cannot be read
   * @throws dev.plumbline.kafka.cluster.ClusterException when no broker answers
   */
  public ClusterCheck cluster() throws IOException {
    return ClusterCheck.reach(servers, ClientProperties.read(servers, config));
  }

  /**
   * A reader that leaves the cluster as it is.
   *
   * @throws IOException when the file cannot be read
   * @throws dev.plumbline.kafka.cluster.ClusterException when no broker answers
   */
  public TopicReader reader() throws IOException {
    return ClientProperties.reader(servers, config);
  }

  /** For clients beside the streams, which keep no state. */
  public StreamsSettings settings() throws IOException {
    return new StreamsSettings(servers, Path.of("."), "cli", 1, 1, properties());
  }
}
