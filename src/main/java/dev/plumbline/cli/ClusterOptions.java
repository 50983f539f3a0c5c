package dev.plumbline.cli;

import dev.plumbline.kafka.TopicFile;
import dev.plumbline.kafka.TopicFiles;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The cluster and the files that {@code topics} compares. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ClusterOptions {

  @Option(names = "--bootstrap-servers", required = true, description = "host:port,...")
  private String servers;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of the client, for example of its security.")
  private @Nullable Path config;

  @Option(names = "--replication", defaultValue = "3", description = "At most this many replicas.")
  private int replication;

  @Option(names = "--files", description = "Folder of topic files; the shipped ones without it.")
  private @Nullable Path folder;

  List<TopicFile> files() {
    List<TopicFile> files = folder == null ? TopicFiles.shipped() : TopicFiles.in(folder);
    return files.stream().map(file -> file.replicatedAtMost(replication)).toList();
  }

  /**
   * @throws IOException when the properties cannot be read
   */
  Admin admin() throws IOException {
    Properties properties = new Properties();
    if (config != null) {
      try (Reader in = Files.newBufferedReader(config, StandardCharsets.UTF_8)) {
        properties.load(in);
      }
    }
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    return Admin.create(properties);
  }
}
