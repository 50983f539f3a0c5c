package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.client.TopicWriter;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.model.store.CandidateFolders;
import dev.plumbline.model.store.ModelStore;
import dev.plumbline.model.store.StoredModel;
import dev.plumbline.stage.score.ScoreFixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A model with a store, its requests, and what became of them. */
final class SwapRig {

  static final String MODEL = "desk";
  static final String OWN = CandidateFolders.version(CandidateFolders.TINY);

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Path folder;
  private final String servers;
  private ModelRelease last;
  private int sent;

  SwapRig(Path folder, String servers) {
    this.folder = folder;
    this.servers = servers;
  }

  /** One version serves, from {@code store} beside it. */
  Path policy(String retraining) throws IOException {
    return Files.writeString(
        folder.resolve("desk.yaml"),
        """
        model: desk
        scoring: {path: "%s", device: cpu, batch: {size: 8, linger: PT0.005S}}
        outcome: {favourable: [refund]}
        groups: {attributes: {sex: [female, male]}}
        fairness:
          - {metric: demographic_parity_difference, tolerance: 0.1}
        ethics:
          counterfactual: {sample: 0.2, words: {sex: [[he, she]]}}
        retraining: {store: {path: store}%s}
        """
            .formatted(CandidateFolders.TINY, retraining));
  }

  StreamsSettings settings() {
    return new StreamsSettings(servers, folder.resolve("state"), "one", 1, 1, Map.of());
  }

  StoredModel publish(String name) throws Exception {
    try (ModelStore store =
        ModelStore.open(
            folder.resolve("store").toString(),
            folder.resolve("publishers-cache"),
            InstantSource.system())) {
      return store.publish(MODEL, CandidateFolders.candidate(folder, name));
    }
  }

  void release(StoredModel stored) throws Exception {
    EarlierRelease next = new EarlierRelease(stored.version(), stored.location(), stored.sha256());
    last =
        last == null
            ? ModelRelease.first(
                MODEL,
                next,
                new EarlierRelease(OWN, CandidateFolders.TINY.toString(), null),
                "job-1",
                NOON)
            : last.followedBy(next, "job-1", NOON);
    try (TopicWriter<ModelRelease> writer = new TopicWriter<>(Topics.MODEL_RELEASES, settings())) {
      writer.write(MODEL, last);
    }
  }

  /** A job whose candidate this is. */
  static RetrainingJob job(String id, RetrainingJob.State state, StoredModel candidate)
      throws IOException {
    ObjectNode job = Json.MAPPER.valueToTree(ExampleMessages.job(MODEL, id));
    job.put("state", state.name());
    job.put("candidate", candidate.location());
    job.put("modelVersion", candidate.version());
    job.put("sha256", candidate.sha256());
    return Json.MAPPER.treeToValue(job, RetrainingJob.class);
  }

  /** So many more requests, a third of them with a word that is swapped. */
  int send(int more) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> acknowledged = new ArrayList<>();
      for (int i = 0; i < more; i++, sent++) {
        String id = "request-" + sent;
        String text = (sent % 3 == 0 ? "he wants " : "please ") + "a refund of card " + sent;
        acknowledged.add(
            producer.send(
                new ProducerRecord<>(
                    Topics.REDACTED_REQUESTS.name(),
                    id,
                    ScoreFixtures.json(ScoreFixtures.request(id, MODEL, text)))));
      }
      for (Future<RecordMetadata> each : acknowledged) {
        each.get();
      }
    }
    return sent;
  }

  long scored() {
    return topics().count(Topics.SCORED_REQUESTS.name());
  }

  /**
   * The version that scored each request; every request that was sent has one, and one only.
   *
   * @return by the request's number
   */
  Map<Integer, String> versions() {
    Map<Integer, String> versions = new HashMap<>();
    topics()
        .forEach(
            Topics.SCORED_REQUESTS.name(),
            (key, value) -> {
              JsonNode scored = json(value);
              String id = scored.get("requestId").asText();
              assertThat(id).isEqualTo(key);
              String before =
                  versions.put(
                      Integer.parseInt(id.substring("request-".length())),
                      scored.get("prediction").get("modelVersion").asText());
              assertThat(before).as("%s was scored twice", id).isNull();
            });
    assertThat(versions).hasSize(sent);
    assertThat(topics().count(Topics.DEAD_LETTERS.name())).isZero();
    return versions;
  }

  /** What candidates on trial said, by request. */
  Map<String, JsonNode> challengers() {
    Map<String, JsonNode> said = new HashMap<>();
    topics()
        .forEach(
            Topics.SCORED_REQUESTS.name(),
            (key, value) -> {
              JsonNode scored = json(value);
              if (scored.has("challenger")) {
                said.put(key, scored.get("challenger"));
              }
            });
    return said;
  }

  /** Ids of requests that were asked again with other words, however often. */
  Map<String, Long> probed() {
    List<String> ids = new ArrayList<>();
    topics()
        .forEach(
            Topics.REDACTED_OUTCOMES.name(),
            (key, value) -> ids.add(json(value).get("requestId").asText()));
    return ids.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
  }

  TopicReader topics() {
    return new TopicReader(servers);
  }

  private static JsonNode json(byte[] value) {
    try {
      return Json.MAPPER.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
