package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.cli.service.TrainingSidecar;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.client.TopicWriter;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.model.store.StoredModel;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.retrain.RetrainStage;
import dev.plumbline.stage.retrain.release.ReleaseTopic;
import dev.plumbline.stage.score.ScoreStage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate is promoted, and no scorer can load it: score and retrain on one broker. */
class RefusedReleaseIT {

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void shouldTakeTheReleaseBackWhenAScorerRefusesIt() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      // Given a candidate that passed the gate, and of which a file has since been changed
      SwapRig rig = new SwapRig(folder, broker.bootstrapServers());
      ShippedTopics.prepare(broker.bootstrapServers());
      Path file = rig.policy(", on: [page], promotion: automatic");
      Policies policies = PolicyReader.readAll(List.of(file));
      StoredModel stored = rig.publish("candidate");
      Files.writeString(Path.of(stored.location()).resolve("config.json"), "{}");
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      TrainingSidecar trainer =
          new TrainingSidecar(
              Main.class, folder.resolve("jobs"), List.of(file), Duration.ofMinutes(1));
      try (StagePipeline stages =
              new StagePipeline(
                  ServiceContext.now(policies, rig.settings(), registry),
                  List.of(new ScoreStage(), new RetrainStage(List.of(trainer), true)));
          TopicWriter<RetrainingJob> jobs =
              new TopicWriter<>(Topics.RETRAINING_JOBS, rig.settings())) {
        stages.start(Duration.ofMinutes(1));
        // When
        jobs.write(SwapRig.MODEL, SwapRig.job("job-9", State.CANDIDATE, stored));
        await().atMost(LONG).until(() -> states(broker).contains(State.ROLLED_BACK));
        int all = rig.send(50);
        await().atMost(LONG).until(() -> rig.scored() == all);
      }
      // Then
      assertThat(states(broker))
          .containsSubsequence(State.CANDIDATE, State.PROMOTED, State.ROLLED_BACK);
      assertThat(written(broker))
          .last()
          .satisfies(
              job ->
                  assertThat(job.result().reason())
                      .startsWith("a scorer refuses version " + stored.version() + ": ")
                      .contains("config.json"));
      ModelRelease serving = new ReleaseTopic(rig.settings()).newest(SwapRig.MODEL);
      assertThat(serving.modelVersion()).isEqualTo(SwapRig.OWN);
      assertThat(rig.versions().values()).containsOnly(SwapRig.OWN);
    }
  }

  private static List<RetrainingJob> written(EmbeddedBroker broker) {
    List<RetrainingJob> jobs = new ArrayList<>();
    new TopicReader(broker.bootstrapServers()).each(Topics.RETRAINING_JOBS, jobs::add);
    return jobs;
  }

  private static List<State> states(EmbeddedBroker broker) {
    return written(broker).stream().map(RetrainingJob::state).toList();
  }
}
