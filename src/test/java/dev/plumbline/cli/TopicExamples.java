package dev.plumbline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cli.demo.CardSupportTraffic;
import dev.plumbline.cli.demo.EmploymentTraffic;
import dev.plumbline.event.ExampleMeasures;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.IncidentNote;
import dev.plumbline.event.incident.IncidentStatus;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A topic and values of it; the first has every field. */
record TopicExamples(String topic, List<byte[]> values) {

  @Override
  public String toString() {
    return topic;
  }

  List<ObjectNode> json() throws IOException {
    List<ObjectNode> parsed = new ArrayList<>();
    for (byte[] value : values) {
      parsed.add((ObjectNode) Json.MAPPER.readTree(value));
    }
    return parsed;
  }

  static Stream<TopicExamples> all() {
    return Stream.of(
        new TopicExamples(
            Topics.INFERENCE_REQUESTS.name(),
            Stream.concat(
                    Stream.of(
                        "{\"requestId\":\"1\",\"model\":\"desk\",\"timestamp\":1767268800000,\"text\":\"a\",\"response\":null,\"features\":{\"age\":4},\"attributes\":{\"sex\":\"female\"},\"consent\":{\"purposes\":[\"monitoring\"]},\"subject\":null,\"prediction\":{\"label\":\"yes\",\"score\":1,\"scores\":{\"yes\":1}}}"),
                    traffic(Topics.INFERENCE_REQUESTS))
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList()),
        of(Topics.REDACTED_REQUESTS, ExampleMessages.scored(true), ExampleMessages.request(false)),
        of(
            Topics.SCORED_REQUESTS,
            ExampleMessages.scored(true),
            ExampleMessages.challenged(),
            ExampleMessages.scored(false)),
        new TopicExamples(
            Topics.OUTCOMES.name(),
            Stream.concat(
                    Stream.of(
                        "{\"requestId\":\"1\",\"model\":\"desk\",\"timestamp\":1767268800000,\"kind\":\"override\",\"label\":\"yes\",\"value\":4.5}"),
                    traffic(Topics.OUTCOMES))
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList()),
        new TopicExamples(
            Topics.REDACTED_OUTCOMES.name(),
            Stream.of(Outcome.Kind.values())
                .map(kind -> write(Topics.REDACTED_OUTCOMES, ExampleMessages.outcome(kind)))
                .toList()),
        of(Topics.PANE_COUNTS, ExampleMeasures.pane(true), ExampleMeasures.pane(false)),
        of(
            Topics.WINDOW_MEASURES,
            ExampleMeasures.window("desk", 5, "female", "other"),
            ExampleMeasures.emptyWindow("desk")),
        of(Topics.CHAIN_HEADS, ExampleMeasures.head("desk")),
        of(
            Topics.ETHICS_ALERTS,
            ExampleMessages.alert("desk", "female", Alert.State.ESCALATED).in("260101-k3f9m", true),
            ExampleMessages.alert("desk", "female", Alert.State.CLEARED),
            ExampleMessages.bareWarning("desk")),
        of(
            Topics.INCIDENTS,
            ExampleMessages.incident("desk", IncidentStatus.State.OPEN),
            ExampleMessages.incident("desk", IncidentStatus.State.CLEARED)),
        new TopicExamples(
            Topics.RETRAINING_JOBS.name(),
            Stream.concat(
                    Stream.of(RetrainingJob.State.values())
                        .map(state -> ExampleMessages.endedJob("desk", "job-1", state)),
                    Stream.of(
                        ExampleMessages.job("desk", "job-1"),
                        ExampleMessages.decidedJob("desk", "job-1")))
                .map(job -> write(Topics.RETRAINING_JOBS, job))
                .toList()),
        of(Topics.MODEL_RELEASES, ExampleMessages.release()),
        of(Topics.TRAINING_EXAMPLES, ExampleMessages.example()),
        of(Topics.DEAD_LETTERS, ExampleMessages.letter(true), ExampleMessages.letter(false)),
        of(
            Topics.INCIDENT_NOTES,
            ExampleMessages.note("desk", IncidentNote.Kind.SILENCED),
            ExampleMessages.note("desk", IncidentNote.Kind.ASSIGNED),
            ExampleMessages.note("desk", IncidentNote.Kind.ACKNOWLEDGED)),
        of(Topics.REVEAL_AUDIT, ExampleMessages.reveal(true), ExampleMessages.reveal(false)));
  }

  @SafeVarargs
  static <V> TopicExamples of(Topic<V> topic, V... values) {
    return new TopicExamples(topic.name(), Stream.of(values).map(v -> write(topic, v)).toList());
  }

  private static <V> byte[] write(Topic<V> topic, V value) {
    return topic.valueSerde().serializer().serialize(topic.name(), value);
  }

  /** What the demo's producers write. */
  private static Stream<String> traffic(Topic<?> topic) {
    Duration hour = Duration.ofHours(1);
    return Stream.concat(
            CardSupportTraffic.plan(40, hour, true, 7).stream(),
            EmploymentTraffic.plan(40, hour, 7).stream())
        .filter(planned -> planned.topic().name().equals(topic.name()))
        .map(
            planned -> planned.json().put("timestamp", ExampleMessages.NOON.toString()).toString());
  }
}
