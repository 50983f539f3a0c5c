package dev.plumbline.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.embedded.TestCluster;
import dev.plumbline.kafka.topic.JsonSerde;
import dev.plumbline.kafka.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One record at which a stage throws, among others, on a real broker. */
class PoisonRecordsIT {

  private static final Duration START = Duration.ofMinutes(1);
  private static final int RECORDS = 10;
  private static final String POISON = "value 5";

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static TestCluster cluster;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeAll
  static void startBroker() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
    cluster = new TestCluster(broker.bootstrapServers());
    cluster.create(Topics.DEAD_LETTERS.name());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void shouldAnswerItAndGoOnWhenItsProcessingThrows() throws Exception {
    // When
    DeadLetter letter =
        onlyLetter(
            "throwing",
            value -> {
              throw new ArithmeticException("overflow at " + value);
            });

    // Then
    assertThat(letter.origin().topic()).isEqualTo("throwing-in");
    assertThat(letter.origin().offset()).isEqualTo(5);
    assertThat(letter.cause().errorClass()).isEqualTo("processing_failed");
    assertThat(letter.cause().reason()).contains("ArithmeticException").doesNotContain(POISON);
    assertThat(letter.sealed()).isNull();
  }

  @Test
  void shouldAnswerItAndGoOnWhenWhatItBecomesIsTooLarge() throws Exception {
    // When
    DeadLetter letter = onlyLetter("growing", value -> "x".repeat(17 << 20));

    // Then
    assertThat(letter.origin().topic()).isEqualTo("growing-in");
    assertThat(letter.cause().errorClass()).isEqualTo("too_large");
    assertThat(letter.cause().reason()).contains("String has ").doesNotContain("xx");
  }

  /** The letter of the one record that {@code poison} is done to; all others are forwarded. */
  private DeadLetter onlyLetter(String stage, UnaryOperator<String> poison) throws Exception {
    cluster.create(stage + "-in", stage + "-out");
    for (int i = 0; i < RECORDS; i++) {
      cluster.send(stage + "-in", "key", "value " + i);
    }
    StreamsSettings settings =
        new StreamsSettings(
            broker.bootstrapServers(), folder.resolve("state"), "one", 1, 1, Map.of());
    try (StageRunner runner = new StageRunner(stage, topology(stage, poison), settings, registry)) {
      runner.start();
      await().atMost(START).until(() -> cluster.committed(stage + "-out").size() == RECORDS - 1);
      await().atMost(START).until(() -> letters(stage).size() == 1);
      assertThat(runner.running()).isTrue();
      assertThat(runner.disturbed()).isFalse();
    }
    assertThat(registry.counter(StageCounters.RECORDS, tags(stage)).count()).isEqualTo(1);
    return letters(stage).get(0);
  }

  private static String[] tags(String stage) {
    return new String[] {"stage", stage, "model", "unknown", "result", StageCounters.DEAD_LETTERED};
  }

  private static Topology topology(String stage, UnaryOperator<String> poison) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(stage + "-in", Consumed.with(Serdes.String(), Serdes.String()))
        .mapValues(
            value -> value.equals(POISON) ? poison.apply(value) : value.toUpperCase(Locale.ROOT),
            Named.as("change_value"))
        .to(stage + "-out", Produced.with(Serdes.String(), new JsonSerde<>(String.class)));
    return builder.build();
  }

  private static List<DeadLetter> letters(String stage) {
    List<DeadLetter> letters = new ArrayList<>();
    new TopicReader(broker.bootstrapServers())
        .each(
            Topics.DEAD_LETTERS,
            letter -> {
              if (letter.stage().equals(stage)) {
                letters.add(letter);
              }
            });
    return letters;
  }
}
