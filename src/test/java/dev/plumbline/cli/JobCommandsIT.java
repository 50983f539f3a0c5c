package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.EarlierRelease;
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
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.ReleasePolicy;
import dev.plumbline.policy.retraining.ReleasePolicy.Promotion;
import dev.plumbline.policy.retraining.RetrainingDemand;
import dev.plumbline.stage.retrain.RetrainFixtures;
import dev.plumbline.stage.retrain.job.JobQueue;
import dev.plumbline.stage.retrain.release.JobReleases;
import dev.plumbline.stage.retrain.release.ReleaseTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about jobs, on a real broker, with the launcher that follows them. */
class JobCommandsIT {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Policy MANUAL =
      RetrainFixtures.policy(
          RetrainingDemand.NEVER,
          new ReleasePolicy(Promotion.MANUAL, null, Duration.ofDays(7), Duration.ofHours(1)));

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private EmbeddedBroker broker;
  private TestCluster cluster;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    cluster = new TestCluster(broker.bootstrapServers());
    cluster.create(Topics.RETRAINING_JOBS.name(), Topics.MODEL_RELEASES.name());
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void shouldPromoteAndTakeBackWhenAPersonSaysSo() throws Exception {
    // Given
    write(candidate("j1", "m2"));
    try (JobQueue launcher = launcher()) {
      // When
      assertThat(run("promote", "j1", "--reason", "good figures")).isZero();
      // Then
      await().atMost(Duration.ofSeconds(60)).until(() -> state("j1") == State.PROMOTED);
      assertThat(newest().modelVersion()).isEqualTo("m2");
      assertThat(newest().cause()).isEqualTo("j1");
      assertThat(newest().previous()).extracting(EarlierRelease::path).hasSize(1);
      assertThat(newest().previous().get(0).path()).endsWith("models/card-support");

      // When
      assertThat(run("rollback", "desk", "--reason", "a complaint")).isZero();
      // Then
      assertThat(newest().cause()).isEqualTo(ModelRelease.ROLLBACK);
      assertThat(newest().path()).endsWith("models/card-support");
      assertThat(state("j1")).isEqualTo(State.ROLLED_BACK);

      // When
      assertThat(run("rollback", "desk", "--to", "m2")).isZero();
      // Then
      assertThat(newest().modelVersion()).isEqualTo("m2");
      assertThat(launcher.failed()).isFalse();
    }
    out.getBuffer().setLength(0);
    assertThat(run("jobs", "desk")).isZero();
    assertThat(out.toString().lines().skip(1))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .startsWith("j1")
                    .contains("rolled_back", "m2", "0.300 > 0.100", "a complaint"));
  }

  @Test
  void shouldRejectWhenAPersonSaysSo() throws Exception {
    // Given
    write(candidate("j1", "m2"));
    try (JobQueue launcher = launcher()) {
      // When
      assertThat(run("reject", "j1", "--reason", "not now")).isZero();
      // Then
      await().atMost(Duration.ofSeconds(60)).until(() -> state("j1") == State.REJECTED);
      assertThat(launcher.failed()).isFalse();
    }
    assertThat(jobs().get(0).result().reason()).isEqualTo("not now");
    assertThat(cluster.committed(Topics.MODEL_RELEASES.name())).isEmpty();
  }

  @Test
  void shouldTrainWhenAPersonAsksForIt() throws Exception {
    // When
    assertThat(run("retrain", "desk", "--reason", "new wording")).isZero();
    // Then
    RetrainingJob asked = jobs().get(0);
    assertThat(asked.state()).isEqualTo(State.REQUESTED);
    assertThat(asked.cause())
        .isEqualTo("person: " + System.getProperty("user.name") + ": new wording");
    assertThat(asked.rule()).isEqualTo(new AlertRule("bias", "*", "*"));
    assertThat(out.toString()).startsWith("requested desk-");

    // When there is one already
    assertThat(run("retrain", "desk", "--reason", "again")).isEqualTo(2);
    // Then
    assertThat(err.toString()).contains("is requested, and there is one at a time");

    // When
    try (JobQueue launcher = launcher()) {
      await().atMost(Duration.ofSeconds(60)).until(() -> state(asked.jobId()) == State.CANDIDATE);
      assertThat(launcher.failed()).isFalse();
    }
    assertThat(run("retrain", "desk", "--reason", "again", "--rule", "gap")).isEqualTo(2);
    assertThat(err.toString()).contains("--rule must be METRIC/ATTRIBUTE/GROUP");
  }

  @Test
  void shouldSayInALineWhatIsWrongWhenNothingCanBeDone() throws Exception {
    // Given
    RetrainingJob running = candidate("j1", "m2").becomes(State.RUNNING, NOON, JobResult.NONE);
    RetrainingJob old = candidate("j2", null);
    write(running);
    write(old);
    // When
    List<Integer> codes =
        List.of(
            run("promote", "j9"),
            run("promote", "j1"),
            run("reject", "j1", "--reason", "no"),
            run("promote", "j2"),
            run("reject", "j2", "--reason", "no"),
            run("promote", "j2"),
            run("rollback", "desk"),
            run("retrain", "desk", "--reason", " "));
    // Then
    assertThat(codes).containsExactly(2, 2, 2, 2, 0, 2, 2, 2);
    assertThat(err.toString().lines())
        .containsExactly(
            "there is no job j9; plumbline jobs lists them",
            "job j1 is running; to promote it, it must be candidate or shadowing",
            "job j1 is running; to reject it, it must be requested or candidate or shadowing",
            "job j2 is of a build that noted no version: retrain instead",
            "job j2: %s has already decided to reject it"
                .formatted(System.getProperty("user.name")),
            "there is no release of desk: it serves what its policy names",
            "--reason is blank");
  }

  @Test
  void shouldNameTheVersionsWhenThereIsNoSuchOneToGoBackTo() throws Exception {
    // Given
    ModelRelease release =
        ModelRelease.first(
            "desk",
            new EarlierRelease("m2", "models/2", null),
            new EarlierRelease("m1", "models/1", null),
            "j1",
            NOON);
    cluster.send(Topics.MODEL_RELEASES.name(), "desk", Json.MAPPER.writeValueAsString(release));
    // When
    int code = run("rollback", "desk", "--to", "m7");
    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("desk cannot go back to m7; versions before m2: m1");
  }

  @Test
  void shouldListJobsAsInTheTopicWhenAskedForJson() throws Exception {
    // Given
    write(candidate("j1", "m2"));
    // When
    int code = run("jobs", "--json");
    // Then
    assertThat(code).isZero();
    assertThat(out.toString().lines())
        .containsExactly(Json.MAPPER.writeValueAsString(candidate("j1", "m2")));
    // When
    out.getBuffer().setLength(0);
    run("jobs", "other");
    // Then
    assertThat(out.toString().lines()).containsExactly("there are no retraining jobs of other");
  }

  @Test
  void shouldSayInALineThatThereIsNoBrokerWhenThereIsNone() throws Exception {
    // Given
    broker.close();
    Path impatient = folder.resolve("client.properties");
    Files.writeString(impatient, "default.api.timeout.ms=1000\n");
    // When
    int code = run("jobs", "--command-config", impatient.toString());
    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("the cluster cannot be read: "));
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            Stream.concat(
                    Stream.of(arguments),
                    Stream.of("--bootstrap-servers", broker.bootstrapServers()))
                .toArray(String[]::new));
  }

  private JobQueue launcher() {
    Policies policies = Policies.of(List.of(MANUAL));
    StreamsSettings settings =
        new StreamsSettings(
            broker.bootstrapServers(), folder.resolve("state"), "one", 1, 1, Map.of());
    return new JobQueue(
        new FollowerContext(settings, new SimpleMeterRegistry(), InstantSource.system()),
        policies,
        (job, states) -> {
          RetrainingJob started = job.starts(NOON, "v1");
          states.accept(started);
          states.accept(started.becomes(State.CANDIDATE, NOON, result("m3")));
        },
        new JobReleases(policies, new ReleaseTopic(settings), () -> NOON));
  }

  private State state(String jobId) {
    return jobs().stream()
        .filter(job -> job.jobId().equals(jobId))
        .map(RetrainingJob::state)
        .findFirst()
        .orElseThrow();
  }

  /** As the newest records say. */
  private List<RetrainingJob> jobs() {
    StringWriter listed = new StringWriter();
    Main.commandLine()
        .setOut(new PrintWriter(listed, true))
        .execute("jobs", "--json", "--bootstrap-servers", broker.bootstrapServers());
    return listed.toString().lines().map(line -> read(line, RetrainingJob.class)).toList();
  }

  private ModelRelease newest() {
    List<String> releases = cluster.committed(Topics.MODEL_RELEASES.name());
    return read(releases.get(releases.size() - 1), ModelRelease.class);
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(RetrainingJob job) throws Exception {
    cluster.send(Topics.RETRAINING_JOBS.name(), job.model(), Json.MAPPER.writeValueAsString(job));
  }

  private static RetrainingJob candidate(String id, String version) {
    return RetrainFixtures.job(id, State.CANDIDATE).becomes(State.CANDIDATE, NOON, result(version));
  }

  private static JobResult result(String version) {
    return new JobResult(
        "jobs/candidate", version, null, Map.of("gap", 0.3), Map.of("gap", 0.1), null);
  }
}
