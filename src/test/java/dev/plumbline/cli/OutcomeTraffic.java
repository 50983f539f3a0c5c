package dev.plumbline.cli;

import dev.plumbline.kafka.topic.TopicFile;
import dev.plumbline.kafka.topic.TopicFiles;
import dev.plumbline.kafka.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Requests and labels as producers of many kinds write them: ids of every look, any key or none,
 * any partitioner.
 *
 * @param begin of the requests, one a second
 */
record OutcomeTraffic(Instant begin) {

  private static final int REQUEST_PARTITIONS = 3;
  private static final int OUTCOME_PARTITIONS = 7;
  private static final Path TINY = Path.of("src/test/resources/models/tiny").toAbsolutePath();

  /** A telephone number, a time, an address, a plain one. */
  static String id(int i) {
    return switch (i % 4) {
      case 0 -> "+1" + (4_155_550_000L + i);
      case 1 -> Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i).toString();
      case 2 -> "jane" + i + "@example.com";
      default -> "r-" + i;
    };
  }

  byte[] request(int i, String model) {
    return request(id(i), model, begin.plusSeconds(i));
  }

  static byte[] request(String id, String model, Instant at) {
    return bytes(
        """
        {"requestId": "%s", "model": "%s", "timestamp": "%s", "text": "My card was stolen",
         "attributes": {"sex": "f"}}"""
            .formatted(id, model, at));
  }

  /** Without a key, as librdkafka's default partitioner puts it, or anywhere. */
  ProducerRecord<byte[], byte[]> label(int i, String model, Random random) {
    String topic = Topics.OUTCOMES.name();
    byte[] value = label(id(i), model, begin.plusSeconds(i + 60));
    return switch (i / 4 % 3) {
      case 0 -> new ProducerRecord<>(topic, null, value);
      case 1 -> new ProducerRecord<>(topic, consistentRandom(id(i)), bytes(id(i)), value);
      default ->
          new ProducerRecord<>(topic, random.nextInt(OUTCOME_PARTITIONS), bytes("other"), value);
    };
  }

  static byte[] label(String id, String model, Instant at) {
    return bytes(
        """
        {"requestId": "%s", "model": "%s", "timestamp": "%s", "kind": "label", "label": "card"}"""
            .formatted(id, model, at));
  }

  /** librdkafka's {@code consistent_random}: CRC-32 of the key. */
  private static int consistentRandom(String key) {
    CRC32 crc = new CRC32();
    crc.update(bytes(key));
    return (int) (crc.getValue() % OUTCOME_PARTITIONS);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void createTopics(String servers) throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    for (TopicFile file : TopicFiles.shipped()) {
      int partitions =
          switch (file.name()) {
            case "inference-requests" -> REQUEST_PARTITIONS;
            case "outcomes" -> OUTCOME_PARTITIONS;
            default -> file.partitions();
          };
      topics.add(new NewTopic(file.name(), partitions, (short) 1).configs(file.configs()));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(topics).all().get();
    }
  }

  static String policy(String model) {
    return """
            model: %s
            privacy: {entities: all, operators: {default: replace}}
            scoring: {source: model, path: %s, device: cpu}
            outcome: {favourable: [card, transfer]}
            groups: {attributes: {sex: [f, m]}, minimumSize: 10}
            windows: {size: PT5M, advance: PT5M, labelHorizon: P2D}
            retraining: {on: [page], minimumLabelled: 100000}
            """
        .formatted(model, TINY);
  }
}
