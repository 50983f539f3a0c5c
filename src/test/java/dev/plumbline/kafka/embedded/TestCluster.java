package dev.plumbline.kafka.embedded;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the tests do with a broker: create, send, and read what is committed. */
public record TestCluster(String servers) {

  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", servers));
  }

  /** Returns when the broker knows them: the controller, which creates them, is ahead of it. */
  public void create(String... topics) throws Exception {
    try (Admin admin = admin()) {
      for (String topic : topics) {
        NewTopic created = new NewTopic(topic, 2, (short) 1);
        admin
            .createTopics(
                List.of(created.configs(Map.of("max.message.bytes", String.valueOf(16 << 20)))))
            .all()
            .get();
      }
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> admin.listTopics().names().get().containsAll(List.of(topics)));
    }
  }

  public void send(String topic, String key, String value) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "max.request.size", 16 << 20, "max.block.ms", 2_000);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  /** Every value that lies committed in the topic, up to its end as it is now. */
  public List<String> committed(String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream().map(TestCluster::partition).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }
}
