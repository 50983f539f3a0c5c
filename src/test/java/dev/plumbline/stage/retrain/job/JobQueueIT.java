package dev.plumbline.stage.retrain.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.JobDecision;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.embedded.TestCluster;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.retrain.RetrainFixtures;
import dev.plumbline.stage.retrain.release.JobReleases;
import dev.plumbline.stage.retrain.release.ReleaseLog;
import dev.plumbline.stage.retrain.release.ReleaseTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobQueueIT {

  private static final String TOPIC = Topics.RETRAINING_JOBS.name();

  /** Short enough for a test to wait for one. */
  private static final Map<String, String> IMPATIENT =
      Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "1000");

  @TempDir private Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private EmbeddedBroker broker;
  private TestCluster cluster;
  private final List<String> started = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    cluster = new TestCluster(broker.bootstrapServers());
    cluster.create(TOPIC);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void shouldRunEachJobOnceInOrderWhenSeveralAreRequested() throws Exception {
    // Given
    request("j1");
    request("j2");
    cluster.send(TOPIC, "desk", "{no json");
    // When
    try (JobQueue queue = queue(this::carryOut)) {
      request("j3");
      // Then
      await().atMost(Duration.ofSeconds(30)).until(() -> ended().size() == 3);
      assertThat(queue.failed()).isFalse();
    }
    assertThat(started).containsExactly("j1", "j2", "j3");
    // When a queue is opened on the same topic
    try (JobQueue queue = queue(this::carryOut)) {
      request("j4");
      await().atMost(Duration.ofSeconds(30)).until(() -> ended().size() == 4);
    }
    // Then
    assertThat(started).containsExactly("j1", "j2", "j3", "j4");
  }

  @Test
  void shouldRunAJobAgainWhenItWasCutShort() throws Exception {
    // Given
    request("j1");
    CountDownLatch running = new CountDownLatch(1);
    try (JobQueue queue =
        queue(
            (job, states) -> {
              states.accept(job.starts(Instant.EPOCH, "v1"));
              running.countDown();
              new CountDownLatch(1).await(); // until it is interrupted
            })) {
      running.await();
    }
    assertThat(ended()).isEmpty();
    // When
    try (JobQueue queue = queue(this::carryOut)) {
      // Then
      await().atMost(Duration.ofSeconds(30)).until(() -> ended().size() == 1);
    }
    assertThat(started).containsExactly("j1");
  }

  @Test
  void shouldRunTheNextJobWhenTheBrokerWasAway() throws Exception {
    // Given
    request("j1");
    try (JobQueue queue = queue(this::carryOut)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> ended().size() == 1);
      // When
      int port = Integer.parseInt(broker.bootstrapServers().split(":", 2)[1]);
      broker.close();
      await().atMost(Duration.ofSeconds(60)).until(() -> queue.outage().isPresent());
      broker = EmbeddedBroker.start(folder.resolve("broker"), port);
      request("j2");
      // Then
      await().atMost(Duration.ofSeconds(60)).until(() -> ended().size() == 2);
      await().atMost(Duration.ofSeconds(60)).until(() -> queue.outage().isEmpty());
      assertThat(queue.failed()).isFalse();
    }
    assertThat(started).containsExactly("j1", "j2");
  }

  @Test
  void shouldReleaseOnceWhenItIsCutShortBetweenTheReleaseAndTheJobsState() throws Exception {
    // Given
    cluster.create(Topics.MODEL_RELEASES.name());
    ReleaseTopic topic = new ReleaseTopic(context().settings());
    CountDownLatch released = new CountDownLatch(1);
    ReleaseLog cutShort =
        new ReleaseLog() {
          @Override
          public ModelRelease newest(String model) {
            return topic.newest(model);
          }

          @Override
          public void append(ModelRelease release) throws InterruptedException {
            topic.append(release);
            released.countDown();
            new CountDownLatch(1).await(); // until it is interrupted
          }
        };
    send(candidate("j1"));
    try (JobQueue queue = queue(this::carryOut, cutShort)) {
      released.await();
    }
    assertThat(cluster.committed(TOPIC)).hasSize(1);
    // When
    try (JobQueue queue = queue(this::carryOut, topic)) {
      // Then
      await().atMost(Duration.ofSeconds(60)).until(() -> cluster.committed(TOPIC).size() == 2);
    }
    assertThat(read(cluster.committed(TOPIC).get(1)).state()).isEqualTo(State.PROMOTED);
    assertThat(cluster.committed(Topics.MODEL_RELEASES.name())).hasSize(1);
  }

  @Test
  void shouldTakeAModelBackWhileATrainerRuns() throws Exception {
    // Given
    cluster.create(Topics.MODEL_RELEASES.name());
    ReleaseTopic topic = new ReleaseTopic(context().settings());
    RetrainingJob promoted =
        candidate("j1").becomes(State.PROMOTED, Instant.EPOCH, candidate("j1").result());
    topic.append(
        ModelRelease.first(
            "desk",
            new EarlierRelease("m2", "models/2", null),
            new EarlierRelease("m1", "models/1", null),
            "j1",
            Instant.EPOCH));
    send(promoted);
    request("j2");
    CountDownLatch running = new CountDownLatch(1);
    try (JobQueue queue =
        queue(
            (job, states) -> {
              running.countDown();
              new CountDownLatch(1).await(); // until it is interrupted
            },
            topic)) {
      running.await();
      // When
      send(
          promoted.decided(
              new JobDecision(
                  JobDecision.Verdict.ROLL_BACK, JobDecision.FLOW, Instant.EPOCH, "a page"),
              promoted.result()));
      // Then
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  cluster.committed(TOPIC).stream()
                      .anyMatch(value -> value.contains("\"rolled_back\"")));
    }
    assertThat(topic.newest("desk").modelVersion()).isEqualTo("m1");
  }

  private JobQueue queue(JobQueue.Work training, ReleaseLog releases) {
    Policies policies = Policies.of(List.of(RetrainFixtures.policy()));
    return new JobQueue(
        context(), policies, training, new JobReleases(policies, releases, InstantSource.system()));
  }

  private static RetrainingJob candidate(String id) {
    return RetrainFixtures.job(id, State.CANDIDATE)
        .becomes(
            State.CANDIDATE,
            Instant.EPOCH,
            new JobResult("jobs/" + id, "m2", null, Map.of(), Map.of(), null));
  }

  private void send(RetrainingJob job) throws Exception {
    cluster.send(TOPIC, job.model(), Json.MAPPER.writeValueAsString(job));
  }

  private JobQueue queue(JobQueue.Work training) {
    return new JobQueue(
        context(),
        Policies.of(List.of(RetrainFixtures.policy())),
        training,
        (job, states) -> {
          throw new IllegalStateException("nothing is released");
        });
  }

  private void carryOut(RetrainingJob job, java.util.function.Consumer<RetrainingJob> states) {
    started.add(job.jobId());
    RetrainingJob started = job.starts(Instant.EPOCH, "v1");
    states.accept(started);
    states.accept(started.becomes(State.REJECTED, Instant.EPOCH, JobResult.because("a test")));
  }

  private List<RetrainingJob> ended() {
    return cluster.committed(TOPIC).stream()
        .filter(value -> value.contains("\"rejected\""))
        .map(JobQueueIT::read)
        .toList();
  }

  private static RetrainingJob read(String value) {
    try {
      return Json.MAPPER.readValue(value, RetrainingJob.class);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void request(String id) throws Exception {
    AlertRule rule = new AlertRule("equal_opportunity_difference", "sex", "f");
    RetrainingJob job =
        new RetrainingJob(
            id,
            "desk",
            State.REQUESTED,
            "desk/" + rule,
            rule,
            Instant.EPOCH,
            Instant.EPOCH,
            5,
            JobResult.NONE,
            "v1");
    cluster.send(TOPIC, "desk", Json.MAPPER.writeValueAsString(job));
  }

  private FollowerContext context() {
    return new FollowerContext(
        new StreamsSettings(
            broker.bootstrapServers(), folder.resolve("state"), "one", 1, 1, IMPATIENT),
        registry,
        InstantSource.system());
  }
}
