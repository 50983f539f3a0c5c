package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.client.TopicWriter;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.model.store.StoredModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service that promotes and scores, killed before, in the middle of and after a promotion. */
class KillPromotionIT {

  private static final Duration LONG = Duration.ofMinutes(2);

  /** When the service is killed. */
  private enum Moment {
    /** Its candidate has been written, and nothing may have been done about it. */
    ASKED,
    /** The release has been written, and the job may not say so. */
    RELEASED,
    /** The job says so, and the scorer may be loading. */
    PROMOTED
  }

  @TempDir private Path folder;

  private EmbeddedBroker broker;

  @Test
  void shouldServeOneVersionAndScoreEachRequestOnceWhenKilledDuringPromotions() throws Exception {
    try (EmbeddedBroker started = EmbeddedBroker.start(folder.resolve("broker"))) {
      // Given
      broker = started;
      SwapRig rig = new SwapRig(folder, broker.bootstrapServers());
      ShippedTopics.prepare(broker.bootstrapServers());
      rig.policy(", on: [page], promotion: automatic");
      rig.send(300);
      StoredModel last = null;
      int before;
      int all;
      try (KilledService service =
              new KilledService(
                  folder,
                  broker.bootstrapServers(),
                  "score,retrain",
                  Path.of("target/kill-promotion.log"));
          TopicWriter<RetrainingJob> jobs =
              new TopicWriter<>(Topics.RETRAINING_JOBS, rig.settings())) {
        await().atMost(LONG).until(() -> service.alive() && rig.scored() >= 50);
        for (Moment moment : Moment.values()) {
          String id = "job-" + moment;
          StoredModel candidate = rig.publish(id);
          last = candidate;
          rig.send(300);
          // When
          jobs.write(SwapRig.MODEL, SwapRig.job(id, State.CANDIDATE, candidate));
          await()
              .atMost(LONG)
              .pollInterval(Duration.ofMillis(5))
              .until(() -> service.alive() && hasCome(moment, id));
          service.killAndStart();
          await()
              .atMost(LONG)
              .until(
                  () -> service.alive() && states(id).contains(State.PROMOTED) && released(id) > 0);
        }
        int sent = rig.send(0);
        before = sent;
        await().atMost(LONG).until(() -> service.alive() && rig.scored() == sent);
        String newest = last.version();
        await()
            .atMost(LONG)
            .until(
                () -> {
                  int more = rig.send(20);
                  await().atMost(LONG).until(() -> service.alive() && rig.scored() == more);
                  return rig.versions().get(more - 1).equals(newest);
                });
        int settled = rig.send(0);
        all = rig.send(200);
        int total = all;
        await().atMost(LONG).until(() -> service.alive() && rig.scored() == total);
        // Then each request has one answer, and in the end all of one version
        Map<Integer, String> versions = rig.versions();
        for (int i = settled; i < all; i++) {
          assertThat(versions.get(i)).isEqualTo(newest);
        }
        assertThat(before).isEqualTo(300 * (1 + Moment.values().length));
      }
      // And each job has been promoted once, by one release
      for (Moment moment : Moment.values()) {
        String id = "job-" + moment;
        assertThat(states(id)).endsWith(State.PROMOTED).doesNotContain(State.ROLLED_BACK);
        assertThat(released(id)).as(id).isEqualTo(1);
      }
    }
  }

  private boolean hasCome(Moment moment, String id) {
    return switch (moment) {
      case ASKED -> states(id).contains(State.CANDIDATE);
      case RELEASED -> released(id) > 0;
      case PROMOTED -> states(id).contains(State.PROMOTED);
    };
  }

  private List<State> states(String id) {
    List<State> states = new ArrayList<>();
    new TopicReader(broker.bootstrapServers())
        .each(
            Topics.RETRAINING_JOBS,
            job -> {
              if (job.jobId().equals(id)) {
                states.add(job.state());
              }
            });
    return states;
  }

  /** How many releases the job has brought. */
  private long released(String id) {
    List<ModelRelease> releases = new ArrayList<>();
    new TopicReader(broker.bootstrapServers()).each(Topics.MODEL_RELEASES, releases::add);
    return releases.stream().filter(release -> release.cause().equals(id)).count();
  }
}
