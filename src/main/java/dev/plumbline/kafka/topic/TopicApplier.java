package dev.plumbline.kafka.topic;

import static java.util.Objects.requireNonNull;

import dev.plumbline.kafka.cluster.ClusterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Compares a cluster with {@code topics/} and brings it there. Idempotent; never deletes, never
 * shrinks.
 */
public final class TopicApplier {

  private final Admin admin;

  public TopicApplier(Admin admin) {
    this.admin = admin;
  }

  /** What applying the files would do; empty when the cluster is as they say. */
  public List<TopicChange> diff(Collection<TopicFile> files) throws InterruptedException {
    List<TopicChange> changes = new ArrayList<>();
    for (TopicFile file : files) {
      Optional<TopicDescription> present = describe(file.name());
      if (present.isEmpty()) {
        changes.add(new TopicChange.Create(file));
      } else {
        partitions(file, present.get().partitions().size()).ifPresent(changes::add);
        changes.addAll(configs(file));
      }
    }
    return changes;
  }

  /**
   * Carries out what {@link #diff} found; refused changes are left out. A broker may show the
   * result a moment later.
   */
  public void apply(Collection<TopicChange> changes) throws InterruptedException {
    for (TopicChange change : changes) {
      if (change instanceof TopicChange.Create create) {
        create(create.file());
      } else if (change instanceof TopicChange.AddPartitions add) {
        get(admin.createPartitions(Map.of(add.topic(), NewPartitions.increaseTo(add.to()))).all());
      } else if (change instanceof TopicChange.Configure configure) {
        configure(configure);
      }
    }
  }

  private Optional<TopicDescription> describe(String topic) throws InterruptedException {
    try {
      return Optional.of(
          requireNonNull(admin.describeTopics(List.of(topic)).topicNameValues().get(topic)).get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failed(e);
    }
  }

  private static Optional<TopicChange> partitions(TopicFile file, int present) {
    if (present == file.partitions()) {
      return Optional.empty();
    }
    if (present < file.partitions()) {
      return Optional.of(new TopicChange.AddPartitions(file.name(), present, file.partitions()));
    }
    return Optional.of(
        new TopicChange.Refused(
            file.name(),
            "has %d partitions, its file says %d: partitions cannot be taken away"
                .formatted(present, file.partitions())));
  }

  private List<TopicChange> configs(TopicFile file) throws InterruptedException {
    ConfigResource resource = resource(file.name());
    Config config =
        get(requireNonNull(admin.describeConfigs(List.of(resource)).values().get(resource)));
    Map<String, String> present = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
        present.put(entry.name(), entry.value());
      }
    }
    TreeSet<String> names = new TreeSet<>(present.keySet());
    names.addAll(file.configs().keySet());
    List<TopicChange> changes = new ArrayList<>();
    for (String name : names) {
      String from = present.getOrDefault(name, "");
      String to = file.configs().getOrDefault(name, "");
      if (!from.equals(to)) {
        changes.add(new TopicChange.Configure(file.name(), name, from, to));
      }
    }
    return changes;
  }

  private void create(TopicFile file) throws InterruptedException {
    NewTopic topic = new NewTopic(file.name(), file.partitions(), (short) file.replication());
    try {
      admin.createTopics(List.of(topic.configs(file.configs()))).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw failed(e);
      }
    }
  }

  private void configure(TopicChange.Configure change) throws InterruptedException {
    AlterConfigOp.OpType type =
        change.to().isEmpty() ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET;
    AlterConfigOp op = new AlterConfigOp(new ConfigEntry(change.config(), change.to()), type);
    get(admin.incrementalAlterConfigs(Map.of(resource(change.topic()), List.of(op))).all());
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  private static ClusterException failed(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new ClusterException("the cluster refused: " + cause.getMessage());
  }
}
