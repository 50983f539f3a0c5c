package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cli.service.ExplainingModels;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.TopicWriter;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.model.store.StoredModel;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.score.ScoreStage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The score stage on a real broker, under load, while versions are released. */
class ModelSwapIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int A_LOAD = 200;

  @TempDir private Path folder;

  @Test
  void shouldScoreEachRequestOnceWhenVersionsAreSwappedUnderLoad() throws Exception {
    ExecutorService load = Executors.newSingleThreadExecutor();
    AtomicBoolean enough = new AtomicBoolean();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      // Given
      SwapRig rig = new SwapRig(folder, broker.bootstrapServers());
      ShippedTopics.prepare(broker.bootstrapServers());
      Policies policies = PolicyReader.readAll(List.of(rig.policy("")));
      StoredModel one = rig.publish("one");
      StoredModel two = rig.publish("two");
      StoredModel three = rig.publish("three");
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      int all;
      int before;
      try (StagePipeline stages = start(rig, policies, registry);
          ExplainingModels explaining =
              new ExplainingModels(policies, folder.resolve("state"), Clock.systemUTC())) {
        explaining.follow(
            new FollowerContext(rig.settings(), new SimpleMeterRegistry(), Clock.systemUTC()));
        assertThat(explainer(explaining)).isEqualTo(SwapRig.OWN);
        Future<Integer> sending =
            load.submit(
                () -> {
                  int sent = 0;
                  while (!enough.get()) {
                    sent = rig.send(A_LOAD);
                  }
                  return sent;
                });
        // When: three swaps, and back to the first of them
        for (StoredModel next : List.of(one, two, three, one)) {
          rig.release(next);
          awaitServing(registry, next.version());
          long then = rig.scored();
          await().atMost(LONG).until(() -> rig.scored() > then + A_LOAD);
          // And: who explains is who scores
          await().atMost(LONG).until(() -> explainer(explaining).equals(next.version()));
        }
        // And: a release of which a file is corrupt
        Files.writeString(Path.of(two.location()).resolve("config.json"), "{}");
        rig.release(two);
        await().atMost(LONG).until(() -> refused(registry) > 0);
        assertThat(explainer(explaining)).isEqualTo(one.version());
        enough.set(true);
        before = sending.get();
        await().atMost(LONG).until(() -> rig.scored() == before);
        all = rig.send(A_LOAD);
        await().atMost(LONG).until(() -> rig.scored() == all);
        // Then
        Map<Integer, String> versions = rig.versions();
        assertThat(Set.copyOf(versions.values()))
            .isEqualTo(Set.of(SwapRig.OWN, one.version(), two.version(), three.version()));
        for (int i = before; i < all; i++) {
          assertThat(versions.get(i)).isEqualTo(one.version());
        }
        // And: the second application asked each of its sample once at most
        assertThat(rig.probed()).isNotEmpty().allSatisfy((id, times) -> assertThat(times).isOne());
      }
      // When: a process starts while the newest release is corrupt
      SimpleMeterRegistry next = new SimpleMeterRegistry();
      try (StagePipeline stages = start(rig, policies, next)) {
        // Then
        awaitServing(next, one.version());
        // When
        rig.release(three);
        awaitServing(next, three.version());
        int more = rig.send(A_LOAD);
        await().atMost(LONG).until(() -> rig.scored() == more);
        // Then
        Map<Integer, String> versions = rig.versions();
        for (int i = all; i < more; i++) {
          assertThat(versions.get(i)).isEqualTo(three.version());
        }
      }
    } finally {
      enough.set(true);
      load.shutdownNow();
    }
  }

  @Test
  void shouldLetACandidateScoreItsShareWhileItsJobIsOnTrial() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      // Given
      SwapRig rig = new SwapRig(folder, broker.bootstrapServers());
      ShippedTopics.prepare(broker.bootstrapServers());
      Policies policies =
          PolicyReader.readAll(List.of(rig.policy(", on: [page], shadow: {share: 0.5}")));
      StoredModel candidate = rig.publish("candidate");
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      RetrainingJob shadowing = SwapRig.job("job-7", RetrainingJob.State.SHADOWING, candidate);
      try (StagePipeline stages = start(rig, policies, registry);
          TopicWriter<RetrainingJob> jobs =
              new TopicWriter<>(Topics.RETRAINING_JOBS, rig.settings())) {
        // When
        jobs.write(SwapRig.MODEL, shadowing);
        await()
            .atMost(LONG)
            .until(
                () -> {
                  int sent = rig.send(20);
                  await().atMost(LONG).until(() -> rig.scored() == sent);
                  return !rig.challengers().isEmpty();
                });
        int before = rig.send(0);
        for (int hundreds = 0; hundreds < 10; hundreds++) {
          int sent = rig.send(100);
          await().atMost(LONG).until(() -> rig.scored() == sent);
        }
        int during = before + 1_000;
        jobs.write(
            SwapRig.MODEL,
            shadowing.becomes(
                RetrainingJob.State.REJECTED, ExampleMessages.NOON, shadowing.result()));
        await()
            .atMost(LONG)
            .until(
                () -> {
                  int sent = rig.send(20);
                  await().atMost(LONG).until(() -> rig.scored() == sent);
                  return last20(rig, sent).isEmpty();
                });
        // Then
        assertThat(rig.versions().values()).containsOnly(SwapRig.OWN);
        Map<String, JsonNode> said = rig.challengers();
        assertThat(said.values())
            .allSatisfy(
                each ->
                    assertThat(each.get("modelVersion").asText()).isEqualTo(candidate.version()));
        long ofTheThousand =
            said.keySet().stream()
                .mapToInt(id -> Integer.parseInt(id.substring("request-".length())))
                .filter(number -> number >= before && number < during)
                .count();
        assertThat(ofTheThousand).isBetween(420L, 580L); // five standard deviations
        Counter scored = registry.get("plumbline.shadow.scored").tag("result", "scored").counter();
        assertThat(scored.count()).isGreaterThanOrEqualTo(said.size());
      }
    }
  }

  /** The version that explains. */
  private static String explainer(ExplainingModels models) {
    return models.explain(SwapRig.MODEL, "my card was stolen").prediction().modelVersion();
  }

  private static List<String> last20(SwapRig rig, int sent) {
    return rig.challengers().keySet().stream()
        .filter(id -> Integer.parseInt(id.substring("request-".length())) >= sent - 20)
        .toList();
  }

  private static StagePipeline start(SwapRig rig, Policies policies, SimpleMeterRegistry registry)
      throws Exception {
    StagePipeline stages =
        new StagePipeline(
            ServiceContext.now(policies, rig.settings(), registry), List.of(new ScoreStage()));
    stages.start(Duration.ofMinutes(1));
    return stages;
  }

  private static void awaitServing(SimpleMeterRegistry registry, String version) {
    await()
        .atMost(LONG)
        .until(
            () -> registry.find("plumbline.model.version").tag("version", version).gauge() != null);
  }

  private static double refused(SimpleMeterRegistry registry) {
    return registry.find("plumbline.release.refused").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
