package dev.plumbline.bench;

import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.MetricsRegistry;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.cli.service.StatusServer;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.kafka.client.LineProducer;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Records a second that the intake acknowledges, beside those of a plain producer that sends the
 * same lines. Broker, intake and clients share one process. The first round warms up.
 */
public final class IntakeBenchmark {

  private static final int BATCH = 1000;
  private static final int CLIENTS = 4;

  private IntakeBenchmark() {}

  /**
   * @param args records of a round, rounds
   */
  public static void main(String[] args) throws Exception {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path folder = Files.createTempDirectory("intake-bench");
    Path policy =
        Files.writeString(
            folder.resolve("loans.yaml"),
            """
            model: loans
            scoring: {source: provided}
            outcome: {favourable: [approved]}
            groups: {attributes: {sex: [female, male]}}
            fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
            """);
    Policies policies = PolicyReader.readAll(List.of(policy));
    PrometheusMeterRegistry registry = MetricsRegistry.registry();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        StatusServer port = new StatusServer(HttpAccess.open("127.0.0.1", 0), registry, policies)) {
      ShippedTopics.prepare(broker.bootstrapServers());
      StreamsSettings streams =
          new StreamsSettings(
              broker.bootstrapServers(), folder.resolve("state"), "one", 1, 1, Map.of());
      FlowSettings settings = FlowSettings.live().throughDoor(port.door());
      try (StagePipeline pipeline =
          new StagePipeline(
              ServiceContext.now(policies, streams, registry),
              FlowStages.named(List.of("intake"), FlowStages.inOrder(settings)))) {
        pipeline.start(Duration.ofMinutes(1));
        measure(records, rounds, port, broker.bootstrapServers(), folder);
      }
    }
    System.exit(0);
  }

  private static void measure(
      int records, int rounds, StatusServer port, String servers, Path folder) throws Exception {
    List<byte[]> bodies = new ArrayList<>();
    Path file = folder.resolve("requests.jsonl");
    try (var out = Files.newBufferedWriter(file)) {
      for (int first = 0; first < records; first += BATCH) {
        String body =
            IntStream.range(first, first + BATCH)
                .mapToObj(IntakeBenchmark::request)
                .collect(Collectors.joining("\n"));
        out.write(body + "\n");
        bodies.add(body.getBytes(StandardCharsets.UTF_8));
      }
    }
    List<byte[]> zipped = new ArrayList<>();
    for (byte[] body : bodies) {
      zipped.add(zip(body));
    }
    URI uri = URI.create("http://127.0.0.1:" + port.port() + "/v1/requests");
    for (int round = 0; round <= rounds; round++) {
      double plain = rate(bodies, "identity", uri);
      double gzip = rate(zipped, "gzip", uri);
      long start = System.nanoTime();
      long sent = new LineProducer(servers).send(file, Topics.INFERENCE_REQUESTS);
      double producer = sent / ((System.nanoTime() - start) / 1e9);
      System.out.printf(
          Locale.ROOT,
          "%s: intake %.0f/s, with gzip %.0f/s, plain producer %.0f/s%n",
          round == 0 ? "warm-up" : "round " + round,
          plain,
          gzip,
          producer);
    }
  }

  private static double rate(List<byte[]> bodies, String encoding, URI uri) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    HttpClient http = HttpClient.newHttpClient();
    long start = System.nanoTime();
    List<Callable<Integer>> posts = new ArrayList<>();
    for (byte[] body : bodies) {
      posts.add(
          () ->
              http.send(
                      HttpRequest.newBuilder(uri)
                          .header("Content-Type", "application/x-ndjson")
                          .header("Content-Encoding", encoding)
                          .POST(BodyPublishers.ofByteArray(body))
                          .build(),
                      BodyHandlers.discarding())
                  .statusCode());
    }
    for (Future<Integer> each : clients.invokeAll(posts)) {
      if (each.get() != 202) {
        throw new IllegalStateException("the intake answered " + each.get());
      }
    }
    clients.shutdown();
    return bodies.size() * (double) BATCH / ((System.nanoTime() - start) / 1e9);
  }

  private static String request(int n) {
    return """
        {"requestId":"r-%d","model":"loans","timestamp":%d,"text":"the applicant asks for a loan of %d for a new \
        kitchen, and has had an account for six years","attributes":{"sex":"%s","age":"30-49"},\
        "prediction":{"label":"approved","score":0.%02d},"consent":{"purposes":["monitoring"]}}"""
        .formatted(n, 1_767_225_600 + n, n * 7, n % 2 == 0 ? "female" : "male", n % 100);
  }

  private static byte[] zip(byte[] body) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(body);
    }
    return out.toByteArray();
  }
}
