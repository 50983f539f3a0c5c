package dev.plumbline.kafka.client;

import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topic;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes values to a topic, each after the broker's word on the one before. */
public final class TopicWriter<V> implements AutoCloseable {

  private final Topic<V> topic;
  private final KafkaProducer<String, byte[]> producer;

  public TopicWriter(Topic<V> topic, StreamsSettings settings) {
    this.topic = topic;
    this.producer = KafkaClients.producer(settings);
  }

  /**
   * Returns once the broker has the value.
   *
   * @throws ExecutionException with the broker's error, when it may not have it
   */
  public void write(String key, V value) throws InterruptedException, ExecutionException {
    byte[] bytes = topic.valueSerde().serializer().serialize(topic.name(), value);
    producer.send(new ProducerRecord<>(topic.name(), key, bytes)).get();
  }

  @Override
  public void close() {
    producer.close();
  }
}
