package dev.plumbline.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.cli.console.ProgressLine;
import dev.plumbline.cli.demo.EmploymentTraffic;
import dev.plumbline.cli.demo.PlannedRecord;
import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.kafka.client.LineProducer;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Stage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage is added by its class and one more entry in the list of stages. */
class AddedStageIT {

  private static final int REQUESTS = 200;
  private static final String COPIES = "copied-requests";

  private static final ProgressLine SILENT =
      new ProgressLine(new PrintWriter(Writer.nullWriter()), false);

  @TempDir private Path folder;

  @Test
  void shouldRunAndBeWaitedForWhenAStageIsAddedToTheList() throws Exception {
    // Given
    List<Stage> stages = new ArrayList<>(FlowStages.inOrder(FlowSettings.live()));
    stages.add(new CopyStage(COPIES));
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      String servers = broker.bootstrapServers();
      ShippedTopics.prepare(servers);
      createTopic(servers);
      new LineProducer(servers).send(requests(), Topics.INFERENCE_REQUESTS);
      // When
      List<String> ran = run(service(servers), stages, new TopicReader(servers));
      // Then
      List<String> reading =
          FlowStages.names(
              stages.stream().filter(stage -> !stage.topics().inputs().isEmpty()).toList());
      assertThat(ran).containsExactlyElementsOf(reading).endsWith("copy");
      assertThat(values(servers, COPIES))
          .hasSize(REQUESTS)
          .isEqualTo(values(servers, Topics.SCORED_REQUESTS.name()));
    }
  }

  /** Returns the names of the applications, once the last stage has copied every request. */
  private static List<String> run(ServiceContext service, List<Stage> stages, TopicReader topics)
      throws InterruptedException {
    try (StagePipeline pipeline = new StagePipeline(service, stages)) {
      pipeline.start(Duration.ofSeconds(60));
      for (Stage stage : FlowStages.named(List.of("copy"), stages)) {
        new CompletionWait(service, topics, SILENT).await(stage, REQUESTS, pipeline);
      }
      return pipeline.runners().stream().map(StageRunner::stage).toList();
    }
  }

  private ServiceContext service(String servers) {
    return ServiceContext.now(
        PolicyReader.readAll(List.of(Path.of("src/main/resources/demo/employment.yaml"))),
        new StreamsSettings(servers, folder.resolve("state"), "added", 1, 1, Map.of()),
        new SimpleMeterRegistry());
  }

  private static void createTopic(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(COPIES, 4, (short) 1))).all().get();
    }
  }

  private Path requests() throws IOException {
    Instant now = Instant.now().minus(Duration.ofHours(1));
    return Files.write(
        folder.resolve("requests.jsonl"),
        EmploymentTraffic.plan(REQUESTS, Duration.ofMinutes(1), 1).stream()
            .filter(record -> record.topic().name().equals(Topics.INFERENCE_REQUESTS.name()))
            .map(record -> json(record, now))
            .toList());
  }

  private static String json(PlannedRecord record, Instant begin) {
    return record.json().put("timestamp", begin.plus(record.at()).toString()).toString();
  }

  private static Map<String, String> values(String servers, String topic) {
    Map<String, String> values = new TreeMap<>();
    new TopicReader(servers)
        .forEach(topic, (key, value) -> values.put(key, new String(value, StandardCharsets.UTF_8)));
    return values;
  }
}
