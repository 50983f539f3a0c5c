package dev.plumbline.kafka.client;

import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Appends values to a topic and waits until the cluster has them. */
public final class TopicAppender<V> implements AutoCloseable {

  private static final int SECONDS = 15;

  private final Topic<V> topic;
  private final KafkaProducer<String, byte[]> producer;

  private TopicAppender(Topic<V> topic, KafkaProducer<String, byte[]> producer) {
    this.topic = topic;
    this.producer = producer;
  }

  /**
   * Looks for the topic first: a broker may be set to create what it does not know, with a
   * retention that forgets.
   *
   * @throws IllegalStateException when the cluster cannot be reached or lacks the topic
   */
  public static <V> TopicAppender<V> open(Topic<V> topic, StreamsSettings settings)
      throws InterruptedException {
    Map<String, Object> properties = new HashMap<>(settings.overrides());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    try (Admin admin = Admin.create(properties)) {
      admin.describeTopics(List.of(topic.name())).allTopicNames().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw failed("topic " + topic.name() + " is not there", e);
    }
    return new TopicAppender<>(topic, KafkaClients.impatientProducer(settings));
  }

  /**
   * Returns once every replica in sync has all of the values.
   *
   * @throws IllegalStateException when that is not certain
   */
  public void append(List<V> values) throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (V value : values) {
      sent.add(send(null, value));
    }
    await(sent);
  }

  /**
   * Returns once every replica in sync has the value.
   *
   * @throws IllegalStateException when that is not certain
   */
  public void append(String key, V value) throws InterruptedException {
    await(List.of(send(key, value)));
  }

  private Future<RecordMetadata> send(@Nullable String key, V value) {
    byte[] bytes = topic.valueSerde().serializer().serialize(topic.name(), value);
    return producer.send(new ProducerRecord<>(topic.name(), key, bytes));
  }

  private void await(List<Future<RecordMetadata>> sent) throws InterruptedException {
    producer.flush();
    for (Future<RecordMetadata> each : sent) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw failed("topic " + topic.name() + " cannot be written", e);
      }
    }
  }

  private static IllegalStateException failed(String what, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new IllegalStateException(what + ": " + cause.getClass().getSimpleName(), e);
  }

  @Override
  public void close() {
    producer.close();
  }
}
