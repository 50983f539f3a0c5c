package dev.plumbline.cli.proof;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.topic.RecordReader;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The topics of a cluster, each read from its beginning. */
public final class ClusterTopics implements RecordedTopics {

  private final TopicReader topics;

  public ClusterTopics(TopicReader topics) {
    this.topics = topics;
  }

  @Override
  public void panes(String model, BiConsumer<byte[], PaneCounts> to) {
    topics.forEach(
        Topics.PANE_COUNTS.name(),
        (key, value) -> {
          if (model.equals(key)) {
            read(value, PaneCounts.class).forEach(pane -> to.accept(value, pane));
          }
        });
  }

  @Override
  public List<Alert> alerts(String model) {
    return all(Topics.ETHICS_ALERTS, Alert.class, alert -> alert.model().equals(model));
  }

  @Override
  public List<Incident> incidents(String model) {
    return all(Topics.INCIDENTS, Incident.class, incident -> incident.model().equals(model));
  }

  @Override
  public List<ChainHead> heads(String model) {
    return all(Topics.CHAIN_HEADS, ChainHead.class, head -> head.model().equals(model));
  }

  private <V> List<V> all(Topic<V> topic, Class<V> type, Predicate<V> wanted) {
    List<V> all = new ArrayList<>();
    topics.forEach(
        topic.name(), (key, value) -> read(value, type).stream().filter(wanted).forEach(all::add));
    return all;
  }

  /** None, or one. */
  private static <V> List<V> read(byte[] value, Class<V> type) {
    try {
      return List.of(RecordReader.read(value, type));
    } catch (RecordReader.Refusal e) {
      return List.of(); // the alert stage's dead letter says more
    }
  }
}
