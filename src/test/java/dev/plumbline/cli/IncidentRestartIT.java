package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.alert.AlertStage;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.RecordedWatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert stage on a real broker, moved in the middle of an incident to a disk without state. */
class IncidentRestartIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int MINUTES = 240;
  private static final int MOVED = 100;

  @TempDir private Path folder;

  private final Policy policy = AlertTestPolicies.of("demographic_parity_difference: 0.1");

  @Test
  void shouldTellTheSameIncidentsWhenTheStageMovesInTheMiddleOfOne() throws Exception {
    // Given what one run without a break says
    List<Incident> expected = new ArrayList<>();
    RecordedWatch watch = new RecordedWatch(policy, expected::add);
    panes().forEach(watch::onPane);
    assertThat(expected).hasSizeGreaterThan(3);
    assertThat(expected.get(0).status().at()).isBefore(at(MOVED));
    assertThat(expected.get(expected.size() - 1).stillOpen()).isFalse();

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      String servers = broker.bootstrapServers();
      ShippedTopics.prepare(servers);
      // When
      send(servers, panes().subList(0, MOVED));
      try (StagePipeline stage = stage(servers, "one")) {
        stage.start(LONG);
        awaitRead(servers, MOVED);
      }
      send(servers, panes().subList(MOVED, MINUTES));
      try (StagePipeline stage = stage(servers, "two")) {
        stage.start(LONG);
        awaitRead(servers, MINUTES);
      }
      // Then
      List<Incident> told = new ArrayList<>();
      new TopicReader(servers).each(Topics.INCIDENTS, told::add);
      assertThat(told).isEqualTo(expected);
    }
  }

  private StagePipeline stage(String servers, String disk) {
    StreamsSettings settings =
        new StreamsSettings(servers, folder.resolve(disk), disk, 1, 1, Map.of());
    return new StagePipeline(
        ServiceContext.now(Policies.of(List.of(policy)), settings, new SimpleMeterRegistry()),
        List.of(new AlertStage(List.of())));
  }

  private static void awaitRead(String servers, long panes) {
    TopicReader topics = new TopicReader(servers);
    await()
        .atMost(LONG)
        .until(
            () -> topics.committed("plumbline-alert", List.of(Topics.PANE_COUNTS.name())) >= panes);
  }

  private static void send(String servers, List<PaneCounts> panes) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
      for (PaneCounts pane : panes) {
        producer
            .send(
                new ProducerRecord<>(
                    Topics.PANE_COUNTS.name(), pane.model(), Json.MAPPER.writeValueAsString(pane)))
            .get();
      }
    }
  }

  /** Women fall behind by .4 from minute 30 to minute 150. */
  private List<PaneCounts> panes() {
    Random random = new Random(1);
    List<PaneCounts> panes = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      double f = minute >= 30 && minute < 150 ? 0.3 : 0.7;
      panes.add(
          new PaneCounts(
              "credit",
              new TimeSpan(at(minute), at(minute + 1)),
              List.of(group("f", draw(random, f)), group("m", draw(random, 0.7))),
              Map.of(),
              List.of(),
              "m1",
              policy.version()));
    }
    return panes;
  }

  private static GroupCounts group(String name, long favoured) {
    return new GroupCounts("sex", name, 50, favoured, 0, 0, 0, 0, 0);
  }

  private static long draw(Random random, double p) {
    return random.doubles(50).filter(each -> each < p).count();
  }

  private static Instant at(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }
}
