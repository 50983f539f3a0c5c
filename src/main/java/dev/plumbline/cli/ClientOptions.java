package dev.plumbline.cli;

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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command reaches a cluster. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ClientOptions {

  @Option(names = "--bootstrap-servers", required = true, description = "host:port,...")
  private String servers;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of the client, for example of its security.")
  private @Nullable Path config;

  /**
   * @throws IOException when the file cannot be read
   */
  Map<String, String> properties() throws IOException {
    Properties read = new Properties();
    if (config != null) {
      try (Reader in = Files.newBufferedReader(config, StandardCharsets.UTF_8)) {
        read.load(in);
      }
    }
    Map<String, String> properties = new TreeMap<>();
    read.stringPropertyNames().forEach(key -> properties.put(key, read.getProperty(key)));
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    return properties;
  }

  /** For clients beside the streams, which keep no state. */
  StreamsSettings settings() throws IOException {
    return new StreamsSettings(servers, Path.of("."), "cli", 1, 1, properties());
  }
}
