package dev.plumbline.kafka.topic;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@code topics/} says of one topic.
 *
 * @param users stages, and others, that write or read it
 * @param configs dynamic topic configs; no others may be set on the cluster's topic
 * @param schema JSON Schema of the value
 */
public record TopicFile(
    String name,
    Set<String> users,
    int partitions,
    int replication,
    Map<String, String> configs,
    Map<?, ?> schema) {
  public TopicFile {
    users = Set.copyOf(users);
    configs = new TreeMap<>(configs);
  }

  /** The same topic with at most this many replicas, for clusters with few brokers. */
  public TopicFile replicatedAtMost(int brokers) {
    return new TopicFile(name, users, partitions, Math.min(replication, brokers), configs, schema);
  }
}
