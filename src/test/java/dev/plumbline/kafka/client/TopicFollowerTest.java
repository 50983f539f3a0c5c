package dev.plumbline.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.streams.TaskOutage;
import dev.plumbline.kafka.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a follower does about errors, with Kafka's own fake of a consumer. */
class TopicFollowerTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Topic<Long> TOPIC = new Topic<>("numbers", Serdes.String(), Serdes.Long());

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FakeBroker broker = new FakeBroker(TOPIC.name());
  private final NotedRecords notes = new NotedRecords();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.list = new CopyOnWriteArrayList<>();
    logged.start();
    logger().addAppender(logged);
    logger().setLevel(Level.INFO);
  }

  @AfterEach
  void silence() {
    logger().detachAppender(logged);
    logger().setLevel(null);
  }

  @Test
  void shouldGoOnWhereItWasWhenARightIsTakenAwayAndGivenBack() {
    try (TopicFollower<Long> follower = whole()) {
      // Given
      broker.write(1L);
      await().atMost(SOON).until(() -> notes.values().equals(List.of(1L)));

      // When
      broker.failing(new TopicAuthorizationException(Set.of(TOPIC.name())));
      await().atMost(SOON).until(() -> broker.consumers() > 2);

      // Then
      assertThat(follower.outage())
          .hasValue(
              new TaskOutage(
                  "numbers-page",
                  NOON,
                  "TopicAuthorizationException: Not authorized to access topics: [numbers]"));
      assertThat(follower.failed()).isFalse();

      // When
      broker.write(2L);
      broker.working();

      // Then
      await().atMost(SOON).until(() -> follower.outage().isEmpty());
      await().atMost(SOON).until(() -> notes.values().equals(List.of(1L, 2L)));
    }
    assertThat(lines())
        .containsExactly(
            "WARN topic is lost, trying again, follower=numbers-page, reason="
                + "TopicAuthorizationException: Not authorized to access topics: [numbers]",
            "INFO topic is back, follower=numbers-page, lostSince=2026-01-01T12:00:00Z");
  }

  @Test
  void shouldKeepItsConsumerWhenTheErrorIsATimeout() {
    try (TopicFollower<Long> follower = whole()) {
      // Given
      await().atMost(SOON).until(() -> follower.outage().isEmpty());

      // When
      broker.failing(new TimeoutException("no answer"));
      await().atMost(SOON).until(() -> follower.outage().isPresent());
      broker.working();

      // Then
      await().atMost(SOON).until(() -> follower.outage().isEmpty());
      assertThat(broker.consumers()).isEqualTo(1);
    }
  }

  @Test
  void shouldWaitForTheTopicWhenItIsNotThereYet() {
    // Given
    broker.topicIsThere(false);
    try (TopicFollower<Long> follower = whole()) {
      await().atMost(SOON).until(() -> reason(follower).startsWith("UnknownTopic"));
      assertThat(reason(follower))
          .isEqualTo("UnknownTopicOrPartitionException: topic numbers is not there");

      // When
      broker.topicIsThere(true);
      broker.write(1L);

      // Then
      await().atMost(SOON).until(() -> notes.values().equals(List.of(1L)));
      assertThat(follower.outage()).isEmpty();
    }
  }

  @Test
  void shouldPassOverAndCountWhenARecordCannotBeRead() {
    // Given
    broker.write(new byte[] {1, 2, 3});
    broker.write(7L);

    // When
    try (TopicFollower<Long> follower = whole()) {
      await().atMost(SOON).until(() -> notes.values().equals(List.of(7L)));
      assertThat(follower.failed()).isFalse();
    }

    // Then
    assertThat(registry.get("plumbline.follower.unreadable").counter().count()).isEqualTo(1);
    assertThat(lines())
        .containsExactly(
            "WARN a record cannot be read and is passed over, topic=numbers, partition=0, offset=0");
  }

  @Test
  void shouldEndAndQuoteNothingWhenTheListenerFails() {
    // Given
    broker.write(13L);

    // When
    try (TopicFollower<Long> follower = whole()) {
      await().atMost(SOON).until(follower::failed);

      // Then
      assertThat(reason(follower)).isEqualTo("ended by java.lang.IllegalStateException");
      assertThat(broker.open()).isZero();
    }
    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0))
        .startsWith("ERROR follower ended, follower=numbers-page, cause=java.lang.Illegal")
        .doesNotContain(NotedRecords.SECRET);
  }

  @Test
  void shouldCloseAtOnceWhenItIsWaitingToTryAgain() {
    // Given
    broker.failing(new KafkaException("gone"));
    TopicFollower<Long> follower = whole();
    await().atMost(SOON).until(() -> broker.consumers() > 3); // waits four seconds by now

    // When
    long begin = System.nanoTime();
    follower.close();

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    assertThat(broker.open()).isZero();
    assertThat(follower.failed()).isFalse();
  }

  @Test
  void shouldWorkWhileTheBrokerIsAwayAndOfferAgainWhatWasNotCommitted() {
    // Given
    try (TopicFollower<Long> follower = inGroup()) {
      broker.write(1L);
      broker.write(2L);
      await().atMost(SOON).until(() -> notes.values().equals(List.of(1L, 2L)));
      notes.settle(1L);
      await().atMost(SOON).until(() -> broker.committed() == 1);

      // When
      broker.failing(new KafkaException("not retriable"));
      await().atMost(SOON).until(() -> reason(follower).equals("KafkaException"));
      int worked = notes.worked();
      await().atMost(SOON).until(() -> notes.worked() > worked + 2);

      // Then
      assertThat(notes.values()).containsExactly(1L, 2L);

      // When
      broker.working();

      // Then
      await().atMost(SOON).until(() -> follower.outage().isEmpty());
      assertThat(notes.forgotten()).containsExactly(0);
      await().atMost(SOON).until(() -> notes.values().equals(List.of(1L, 2L, 2L)));
    }
  }

  @Test
  void shouldThrowAtItsMakerWhenASettingIsWrong() {
    assertThatThrownBy(
            () ->
                follower(
                    new WholeTopicClaim(),
                    () -> {
                      throw new ConfigException("no such setting");
                    }))
        .isInstanceOf(ConfigException.class);
  }

  private static String reason(TopicFollower<?> follower) {
    return follower.outage().map(TaskOutage::reason).orElse("");
  }

  private TopicFollower<Long> whole() {
    return follower(new WholeTopicClaim(), broker::consumer);
  }

  private TopicFollower<Long> inGroup() {
    return follower(new GroupClaim(TOPIC.name(), false, notes), broker::consumer);
  }

  private TopicFollower<Long> follower(
      PartitionClaim claim, Supplier<Consumer<String, byte[]>> consumers) {
    FollowerContext context =
        new FollowerContext(
            new StreamsSettings("none:1", Path.of("none"), "one", 1, 1, Map.of()),
            registry,
            () -> NOON);
    return TopicFollower.start(context, "numbers-page", TOPIC, notes, claim, consumers);
  }

  private List<String> lines() {
    return logged.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("dev.plumbline.kafka.client");
  }
}
