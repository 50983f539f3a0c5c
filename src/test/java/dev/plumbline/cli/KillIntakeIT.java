package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.topic.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The intake in a JVM of its own, killed without warning, and its broker away for a while. */
class KillIntakeIT {

  private static final int BATCH = 50;
  private static final Duration LONG = Duration.ofMinutes(2);

  /** {@code -Dbroker.away=60} for a whole minute. */
  private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("broker.away", 2));

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  @Test
  void shouldHaveStoredWhatItAcknowledgedWhenKilledAndWhenTheBrokerWasAway() throws Exception {
    // Given
    int port = freePort();
    int brokerPort = freePort();
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), brokerPort);
    ExecutorService sender = Executors.newSingleThreadExecutor();
    Process intake = null;
    try {
      ShippedTopics.prepare(broker.bootstrapServers());
      intake = start(broker.bootstrapServers(), port);
      Future<?> sending = sender.submit(() -> send(port));
      awaitMore(1_000);
      // When
      intake.destroyForcibly();
      assertThat(intake.waitFor(30, TimeUnit.SECONDS)).isTrue();
      intake = start(broker.bootstrapServers(), port);
      awaitMore(1_000);
      broker.close();
      TimeUnit.MILLISECONDS.sleep(AWAY.toMillis()); // what is tested is time without a broker
      broker = EmbeddedBroker.start(folder.resolve("broker"), brokerPort);
      awaitMore(1_000);
      sender.shutdownNow();
      assertThat(sender.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      // Then
      assertThat(sending).isDone();
      Set<String> stored = new HashSet<>();
      new TopicReader(broker.bootstrapServers())
          .forEach(Topics.INFERENCE_REQUESTS.name(), (key, value) -> stored.add(key));
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(3_000);
      assertThat(stored).containsAll(acknowledged);
    } finally {
      sender.shutdownNow();
      if (intake != null) {
        intake.destroyForcibly();
      }
      broker.close();
    }
  }

  private void awaitMore(int records) {
    int before = acknowledged.size();
    await().atMost(LONG).until(() -> acknowledged.size() >= before + records);
  }

  /** Each batch until it is acknowledged, as docs/intake.md tells senders. */
  private void send(int port) {
    for (int batch = 0; !Thread.currentThread().isInterrupted(); batch++) {
      int first = batch * BATCH;
      while (!stored(port, first) && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
      if (!Thread.currentThread().isInterrupted()) {
        IntStream.range(first, first + BATCH).forEach(n -> acknowledged.add("r-" + n));
      }
    }
  }

  private boolean stored(int port, int first) {
    String body =
        IntStream.range(first, first + BATCH)
            .mapToObj(n -> "{\"requestId\":\"r-%d\",\"model\":\"loans\"}".formatted(n))
            .collect(Collectors.joining("\n"));
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/requests"))
                      .header("Content-Type", "application/x-ndjson")
                      .timeout(Duration.ofSeconds(40))
                      .POST(BodyPublishers.ofString(body))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 202;
    } catch (IOException e) {
      return false; // nobody listens, or the answer was cut off
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Process start(String servers, int port) throws IOException {
    Files.writeString(
        folder.resolve("loans.yaml"),
        """
        model: loans
        scoring: {source: provided}
        outcome: {favourable: [approved]}
        groups: {attributes: {sex: [female, male]}}
        fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
        """);
    Path config =
        Files.writeString(
            folder.resolve("plumbline.yaml"),
            "kafka: {bootstrapServers: '%s'}\npolicies: [loans.yaml]\nhttp: {port: %d}\n"
                .formatted(servers, port));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "--config",
            config.toString(),
            "--stages",
            "intake")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("intake.log").toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
