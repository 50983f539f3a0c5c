package dev.plumbline.bench;

import dev.plumbline.event.Inference;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Requests of one model, five attributes of five values, as producers or the score stage write. */
final class Load {

  private static final String TEXT = "I wonder what became of the transfer that I made on Monday";

  private static final String SCORED =
      """
      ,"scores":{},"modelVersion":"m1","source":"provided","truncated":false},\
      "redactions":[],"policyVersion":"0123456789abcdef","ethics":{"confidence":%s,"consent":1.0,"privacy":1.0}}""";

  private Load() {}

  /**
   * @param rate records a second; 0 as fast as can be
   * @return bytes of the values
   */
  static long send(String servers, String topic, int first, int count, int rate)
      throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "linger.ms",
            5,
            "batch.size",
            65_536,
            "compression.type",
            "lz4",
            "max.in.flight.requests.per.connection",
            1, // two to a topic that is only just there may change places for ever
            "delivery.timeout.ms",
            600_000);
    Random random = new Random(first);
    boolean scored = topic.equals(Topics.SCORED_REQUESTS.name());
    long bytes = 0;
    long begin = System.nanoTime();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        String subject = scored ? subject(random, count) : "";
        byte[] value = record(first + i, random, subject).getBytes(StandardCharsets.UTF_8);
        bytes += value.length;
        producer.send(
            new ProducerRecord<>(topic, "r" + (first + i), value),
            (sent, failure) -> {
              if (failure != null) {
                throw new IllegalStateException("the load was not sent", failure);
              }
            });
        if (rate > 0 && i % (rate / 50) == 0) {
          long due = begin + i * 1_000_000_000L / rate;
          TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        }
      }
    }
    return bytes;
  }

  /** What a producer sends and what the score stage makes of it differ in their ends. */
  private static String record(int i, Random random, String subject) {
    double score = random.nextInt(1000) / 1000.0;
    String request =
        """
        {"requestId":"r%d","model":"bench","timestamp":"%s","text":"%s","features":{"amount":%d,"months":%d},%s\
        "attributes":{"a":"v%d","b":"v%d","c":"v%d","d":"v%d","e":"v%d"},"consent":{"purposes":["monitoring"]},\
        "prediction":{"label":"%s","score":%s"""
            .formatted(
                i,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                TEXT,
                random.nextInt(10_000),
                random.nextInt(60),
                subject,
                random.nextInt(5),
                random.nextInt(5),
                random.nextInt(5),
                random.nextInt(5),
                random.nextInt(5),
                score > 0.5 ? "yes" : "no",
                score);
    return request + (subject.isEmpty() ? "}}" : SCORED.formatted(score));
  }

  /** What redact makes of a producer's record. */
  static Inference redacted(int i, Random random) throws IOException {
    return Json.MAPPER.readValue(
        record(i, random, "")
            .replace("\"prediction\"", "\"policyVersion\":\"0123456789abcdef\",\"prediction\""),
        Inference.class);
  }

  /** As redact leaves it; each person makes three requests, in the mean. */
  private static String subject(Random random, int requests) {
    return "\"subject\":\"AbCdEfGhIjKlMnOpQrStUvWxYz%08x\","
        .formatted(random.nextInt(Math.max(1, requests / 3)));
  }
}
