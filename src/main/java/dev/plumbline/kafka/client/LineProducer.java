package dev.plumbline.kafka.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.file.TextFiles;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends the lines of a file, gzipped or not, to a topic as they are, keyed by their requestId when
 * they have one.
 */
public final class LineProducer {

  private final String bootstrapServers;

  public LineProducer(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * @return lines sent and acknowledged; blank lines are left out
   * @throws IOException when the file cannot be read
   * @throws IllegalStateException when the broker refused a line
   */
  public long send(Path file, Topic<?> topic) throws IOException {
    long sent = 0;
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (BufferedReader lines = TextFiles.open(file);
        KafkaProducer<String, byte[]> producer = KafkaClients.bulkProducer(bootstrapServers)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          byte[] value = line.getBytes(StandardCharsets.UTF_8);
          var unused =
              producer.send(
                  new ProducerRecord<>(topic.name(), key(line), value),
                  (metadata, error) -> failure.compareAndSet(null, error));
          sent++;
        }
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("the broker refused a line of " + file, failure.get());
    }
    return sent;
  }

  private static String key(String line) {
    try {
      JsonNode json = Json.MAPPER.readTree(line);
      return json.path("requestId").asText("");
    } catch (IOException e) {
      return ""; // not JSON: the stage that reads it says so
    }
  }
}
