package dev.plumbline.cli.options;

import dev.plumbline.cli.proof.ClusterTopics;
import dev.plumbline.cli.proof.RecordedTopics;
import dev.plumbline.cli.proof.ReplayFolder;
import dev.plumbline.kafka.client.ClientProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the flow's records are: a cluster, or what a replay left. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RecordsOptions {

  @ArgGroup(multiplicity = "1")
  private Source source;

  /** One or the other. */
  static final class Source {
    @Option(
        names = "--bootstrap-servers",
        paramLabel = "HOST:PORT",
        description = "Cluster whose topics are read; nothing is written to it.")
    private @Nullable String servers;

    @Option(names = "--from", paramLabel = "DIR", description = "Folder that replay has written.")
    private @Nullable Path folder;
  }

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of the cluster's client, for example of its security.")
  private @Nullable Path config;

  /**
   * @throws IOException when the properties cannot be read
   */
  public RecordedTopics open() throws IOException {
    if (source.folder != null) {
      return new ReplayFolder(source.folder);
    }
    String servers = Objects.requireNonNull(source.servers);
    return new ClusterTopics(ClientProperties.reader(servers, config));
  }
}
