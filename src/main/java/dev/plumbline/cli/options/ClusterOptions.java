package dev.plumbline.cli.options;

import dev.plumbline.kafka.cluster.ClusterCheck;
import dev.plumbline.kafka.topic.TopicChange;
import dev.plumbline.kafka.topic.TopicFile;
import dev.plumbline.kafka.topic.TopicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The cluster and the files that {@code topics} compares. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ClusterOptions {

  @Mixin private ClientOptions client;

  @Option(names = "--replication", defaultValue = "3", description = "At most this many replicas.")
  private int replication;

  @Option(names = "--files", description = "Folder of topic files; the shipped ones without it.")
  private @Nullable Path folder;

  public List<TopicFile> files() {
    List<TopicFile> files = folder == null ? TopicFiles.shipped() : TopicFiles.in(folder);
    return files.stream().map(file -> file.replicatedAtMost(replication)).toList();
  }

  /**
   * @throws dev.plumbline.kafka.cluster.ClusterException when a topic that would be made asks for
   *     more copies than there are brokers
   */
  public void checkCopies(List<TopicChange> changes) throws IOException {
    int most =
        changes.stream()
            .filter(TopicChange.Create.class::isInstance)
            .mapToInt(change -> ((TopicChange.Create) change).file().replication())
            .max()
            .orElse(1);
    try (ClusterCheck cluster = client.cluster()) {
      cluster.copies(most);
    }
  }

  /**
   * @throws IOException when the properties cannot be read
   */
  public Admin admin() throws IOException {
    return Admin.create(new HashMap<>(client.properties()));
  }
}
