package dev.plumbline.kafka.client;

import static java.util.Objects.requireNonNull;

import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The number of partitions of topics whose records meet by key. With different numbers the same key
 * would lie in different tasks, and nothing would meet without anybody being told.
 */
public final class CommonPartitions {

  private CommonPartitions() {}

  /**
   * As the broker has them now.
   *
   * @throws PartitionsException when a topic is missing or the numbers differ
   */
  public static int count(StreamsSettings streams, Topic<?>... topics) throws InterruptedException {
    Map<String, Integer> counts = new TreeMap<>();
    try (Admin admin = Admin.create(properties(streams))) {
      for (Topic<?> topic : topics) {
        counts.put(topic.name(), describe(admin, topic.name()).partitions().size());
      }
    }
    TreeSet<Integer> different = new TreeSet<>(counts.values());
    if (different.size() != 1) {
      throw new PartitionsException(
          "%s must have the same number of partitions: drain the flow, then give each of them %d"
              .formatted(said(counts), different.last()));
    }
    return different.first();
  }

  private static String said(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(each -> "topic " + each.getKey() + " (" + each.getValue() + ")")
        .collect(Collectors.joining(" and "));
  }

  private static TopicDescription describe(Admin admin, String topic) throws InterruptedException {
    try {
      return requireNonNull(
          requireNonNull(admin.describeTopics(List.of(topic)).topicNameValues().get(topic)).get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new PartitionsException(
            "topic " + topic + " does not exist: plumbline topics apply creates it");
      }
      throw new IllegalStateException(
          "topic " + topic + " cannot be looked at: " + e.getCause(), e);
    }
  }

  private static Map<String, Object> properties(StreamsSettings streams) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, streams.bootstrapServers());
    properties.putAll(streams.overrides());
    return properties;
  }
}
