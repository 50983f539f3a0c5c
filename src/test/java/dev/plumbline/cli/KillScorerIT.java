package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.model.store.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scorer in a JVM of its own, killed without warning in the middle of swaps. */
class KillScorerIT {

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private final Path log = Path.of("target/kill-scorer.log");

  @Test
  void shouldScoreEachRequestOnceAndServeOneVersionWhenKilledDuringSwaps() throws Exception {
    Files.deleteIfExists(log);
    Process scorer = null;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      // Given
      SwapRig rig = new SwapRig(folder, broker.bootstrapServers());
      ShippedTopics.prepare(broker.bootstrapServers());
      rig.policy("");
      List<StoredModel> candidates =
          List.of(rig.publish("one"), rig.publish("two"), rig.publish("three"));
      rig.send(500);
      scorer = start(broker.bootstrapServers());
      Process first = scorer;
      await().atMost(LONG).until(() -> alive(first) && rig.scored() >= 100);
      // When: killed as soon as the released version has been loaded beside the one that serves
      for (StoredModel next : candidates) {
        int loaded = lines("model loaded").size();
        rig.send(500);
        rig.release(next);
        Process running = scorer;
        await()
            .atMost(LONG)
            .pollInterval(Duration.ofMillis(5))
            .until(() -> alive(running) && lines("model loaded").size() > loaded);
        scorer.destroyForcibly();
        assertThat(scorer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        scorer = start(broker.bootstrapServers());
        Process restarted = scorer;
        await()
            .atMost(LONG)
            .until(() -> alive(restarted) && lines("model loaded").size() > loaded + 1);
      }
      int before = rig.send(0);
      Process last = scorer;
      await().atMost(LONG).until(() -> alive(last) && rig.scored() == before);
      int all = rig.send(300);
      await().atMost(LONG).until(() -> alive(last) && rig.scored() == all);
      // Then
      Map<Integer, String> versions = rig.versions();
      String newest = candidates.get(2).version();
      for (int i = before; i < all; i++) {
        assertThat(versions.get(i)).isEqualTo(newest);
      }
      assertThat(Set.copyOf(versions.values())).contains(SwapRig.OWN, newest);
    } finally {
      if (scorer != null) {
        scorer.destroyForcibly();
      }
    }
  }

  private List<String> lines(String part) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains(part)).toList();
  }

  private boolean alive(Process scorer) throws IOException {
    List<String> lines = Files.readAllLines(log);
    assertThat(scorer.isAlive())
        .as(
            "the scorer ended:%n%s",
            String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())))
        .isTrue();
    return true;
  }

  private Process start(String servers) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("plumbline.yaml"),
            """
            kafka: {bootstrapServers: "%s"}
            policies: [desk.yaml]
            stateDir: state
            streams: {instanceId: scorer, replicationFactor: 1}
            http: {port: 0}
            """
                .formatted(servers));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dlogback.configurationFile=logback.xml", // the product's, which says what is loaded
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "--stages",
            "score",
            "--config",
            config.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
