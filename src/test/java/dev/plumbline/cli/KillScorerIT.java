package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.model.store.StoredModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scorer in a JVM of its own, killed without warning in the middle of swaps. */
class KillScorerIT {

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private final Path log = Path.of("target/kill-scorer.log");

  @Test
  void shouldScoreEachRequestOnceAndServeOneVersionWhenKilledDuringSwaps() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      // Given
      SwapRig rig = new SwapRig(folder, broker.bootstrapServers());
      ShippedTopics.prepare(broker.bootstrapServers());
      rig.policy("");
      List<StoredModel> candidates =
          List.of(rig.publish("one"), rig.publish("two"), rig.publish("three"));
      rig.send(500);
      try (KilledService scorer =
          new KilledService(
              folder, broker.bootstrapServers(), "score", Path.of("target/kill-scorer.log"))) {
        await().atMost(LONG).until(() -> scorer.alive() && rig.scored() >= 100);
        // When: killed as soon as the released version has been loaded beside the one that serves
        for (StoredModel next : candidates) {
          int loaded = scorer.lines("model loaded").size();
          rig.send(500);
          rig.release(next);
          await()
              .atMost(LONG)
              .pollInterval(Duration.ofMillis(5))
              .until(() -> scorer.alive() && scorer.lines("model loaded").size() > loaded);
          scorer.killAndStart();
          await()
              .atMost(LONG)
              .until(() -> scorer.alive() && scorer.lines("model loaded").size() > loaded + 1);
        }
        int before = rig.send(0);
        await().atMost(LONG).until(() -> scorer.alive() && rig.scored() == before);
        int all = rig.send(300);
        await().atMost(LONG).until(() -> scorer.alive() && rig.scored() == all);
        // Then
        Map<Integer, String> versions = rig.versions();
        String newest = candidates.get(2).version();
        for (int i = before; i < all; i++) {
          assertThat(versions.get(i)).isEqualTo(newest);
        }
        assertThat(Set.copyOf(versions.values())).contains(SwapRig.OWN, newest);
      }
    }
  }
}
