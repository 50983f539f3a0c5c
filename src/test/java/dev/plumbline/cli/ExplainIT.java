package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.client.TopicWriter;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.score.ScoreFixtures;
import dev.plumbline.stage.score.model.DjlScorer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page's examples, found in a real broker's topics and asked about word by word. */
class ExplainIT {

  private static final Path MODEL = Path.of("src/test/resources/models/tiny").toAbsolutePath();

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldSayWhatEachWordOfAPagesExamplesDoes() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        DjlScorer scorer = DjlScorer.load(MODEL, "cpu")) {
      // Given a page with three examples, of which the topic keeps two
      ShippedTopics.prepare(broker.bootstrapServers());
      Path policy =
          Files.writeString(
              folder.resolve("desk.yaml"),
              """
              model: desk
              scoring: {source: model, path: %s}
              outcome: {favourable: [refund]}
              groups: {attributes: [sex]}
              fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
              """
                  .formatted(MODEL));
      Alert page = page(List.of("r2", "r7", "gone"));
      write(broker, page);
      String text = "my card was stolen";
      send(broker, "r2", text, scorer.modelVersion());
      send(broker, "r3", "i want a refund", scorer.modelVersion());
      send(broker, "r7", "please", "0ther0version");
      // When
      int exit = explain(broker, page.key(), "--policy", policy.toString());
      // Then
      assertThat(exit).as(err.toString()).isEqualTo(1);
      List<JsonNode> lines = lines();
      assertThat(lines).extracting(line -> line.get("id").asText()).containsExactly("r2", "r7");
      Prediction whole = scorer.score(List.of(text)).get(0);
      assertThat(lines.get(0).get("label").asText()).isEqualTo(whole.label());
      assertThat(lines.get(0).get("words")).hasSize(4);
      Prediction without = scorer.score(List.of("my  was stolen")).get(0);
      assertThat(lines.get(0).at("/words/1/word").asText()).isEqualTo("card");
      assertThat(lines.get(0).at("/words/1/effect").asDouble())
          .isEqualTo(
              whole.scores().get(whole.label())
                  - without.scores().getOrDefault(whole.label(), 0.0));
      assertThat(err.toString())
          .contains("explain: gone is not in scored-requests any more")
          .contains(
              "the answers were of version 0ther0version, the explanations are of "
                  + scorer.modelVersion());
      // And what there is not is said in a line
      assertThat(explain(broker, "desk/bias/sex/female", "--policy", policy.toString()))
          .isEqualTo(1);
      assertThat(err.toString()).contains("explain: there is no page of desk/bias/sex/female");
      assertThat(explain(broker, "other/bias/sex/female", "--policy", policy.toString()))
          .isEqualTo(2);
    }
  }

  private static Alert page(List<String> examples) throws Exception {
    ObjectNode alert =
        Json.MAPPER.valueToTree(ExampleMessages.alert("desk", "female", Alert.State.OPEN));
    alert.set("examples", Json.MAPPER.valueToTree(examples));
    return Json.MAPPER.treeToValue(alert, Alert.class);
  }

  private void write(EmbeddedBroker broker, Alert page) throws Exception {
    StreamsSettings settings =
        new StreamsSettings(
            broker.bootstrapServers(), folder.resolve("state"), "one", 1, 1, Map.of());
    try (TopicWriter<Alert> alerts = new TopicWriter<>(Topics.ETHICS_ALERTS, settings)) {
      alerts.write(page.key(), page);
    }
  }

  private static void send(EmbeddedBroker broker, String id, String text, String version)
      throws Exception {
    ObjectNode request =
        (ObjectNode)
            Json.MAPPER.readTree(ScoreFixtures.json(ScoreFixtures.request(id, "desk", text)));
    request
        .putObject("prediction")
        .put("label", "refund")
        .put("score", 0.5)
        .put("modelVersion", version);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.SCORED_REQUESTS.name(), id, Json.MAPPER.writeValueAsBytes(request)))
          .get();
    }
  }

  private int explain(EmbeddedBroker broker, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("explain", "--bootstrap-servers", broker.bootstrapServers()));
    arguments.addAll(List.of(more));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private List<JsonNode> lines() throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().split("\n")) {
      lines.add(Json.MAPPER.readTree(line));
    }
    return lines;
  }
}
