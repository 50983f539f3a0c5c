package dev.plumbline.cli;

import dev.plumbline.cli.demo.CardSupportTraffic;
import dev.plumbline.cli.demo.EmploymentTraffic;
import dev.plumbline.cli.demo.PlannedRecord;
import dev.plumbline.cli.demo.TrafficPlayer;
import dev.plumbline.cli.service.LiveFollowers;
import dev.plumbline.cli.service.MetricsRegistry;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.cli.service.StageProgress;
import dev.plumbline.cli.service.StatusServer;
import dev.plumbline.cli.service.TemporaryFolders;
import dev.plumbline.cli.service.TopicReconciliation;
import dev.plumbline.cli.service.TrainingSidecar;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.http.PortException;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.redact.request.RedactSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code plumbline demo}: the whole product on one machine, with an hour of two real streams in a
 * minute.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Starts a Kafka broker and all stages here and replays an hour of two real traffic streams.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DemoCommand implements Callable<Integer> {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration DRAIN = Duration.ofSeconds(60);
  private static final Duration TRAINING = Duration.ofMinutes(5);
  private static final List<String> POLICIES = List.of("card-support.yaml", "employment.yaml");
  private static final int PARTITIONS = 4;
  private static final String HOST = "127.0.0.1";

  @Spec private CommandSpec spec;

  @Option(
      names = "--for",
      defaultValue = "PT60S",
      description = "How long the traffic runs (default ${DEFAULT-VALUE}).")
  private Duration length;

  @Option(names = "--no-drift", description = "Leave the Spanish speakers' messages as they are.")
  private boolean noDrift;

  @Option(
      names = "--rate",
      defaultValue = "100",
      description = "Requests a second and stream (default ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Port of the live page, 0 for a free one (default ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--seed", defaultValue = "7", description = "Seed of what is made up.")
  private long seed;

  @Option(names = "--data", description = "Keep the broker's and the stages' data in this folder.")
  private @Nullable Path data;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public Integer call() throws Exception {
    Thread onInterrupt = new Thread(this::interrupted, "stop-demo");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    Path folder = data == null ? Files.createTempDirectory("plumbline-demo") : data;
    try {
      return run(folder);
    } catch (PortException e) {
      spec.commandLine().getErr().println(e.getMessage() + ": use --port");
      return 2;
    } finally {
      ended.countDown();
      if (data == null) {
        TemporaryFolders.delete(folder);
      }
    }
  }

  private int run(Path folder) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    long begin = System.nanoTime();
    Policies policies = policies(folder);
    PrometheusMeterRegistry registry = MetricsRegistry.registry();
    try (StatusServer surface = new StatusServer(HOST, port, registry, policies)) {
      out.println("starting the broker and the stages in " + folder);
      out.flush();
      return run(folder, policies, registry, surface, begin);
    }
  }

  @SuppressWarnings("try") // what follows the topics only needs closing
  private int run(
      Path folder,
      Policies policies,
      PrometheusMeterRegistry registry,
      StatusServer surface,
      long begin)
      throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        StagePipeline pipeline = pipeline(policies, broker, folder, registry)) {
      ShippedTopics.prepare(broker.bootstrapServers());
      StageProgress progress = new StageProgress(registry, out);
      try (LiveFollowers live = surface.show(pipeline, progress)) {
        pipeline.start(StagePipeline.STAGES, START);
        out.printf("all stages run after %.1f s%n", (System.nanoTime() - begin) / 1e9);
        out.printf("watch it at http://%s:%d/%n", HOST, surface.port());
        out.flush();
        play(broker, pipeline, progress, out, begin);
      }
      TopicReconciliation result = TopicReconciliation.read(broker.bootstrapServers());
      out.println(result.text());
      out.flush();
      return result.balanced() ? 0 : 1;
    }
  }

  private void play(
      EmbeddedBroker broker,
      StagePipeline pipeline,
      StageProgress progress,
      PrintWriter out,
      long begin)
      throws InterruptedException, ExecutionException {
    TrafficPlayer player = new TrafficPlayer(plan(), HOUR, Clock.systemUTC());
    ExecutorService traffic = Executors.newSingleThreadExecutor();
    try {
      Future<Long> playing =
          traffic.submit(() -> player.play(broker.bootstrapServers(), length, stop));
      boolean first = true;
      while (!done(playing)) {
        progress.print(pipeline.runners());
        if (first && progress.count("score", "out") > 0) {
          out.printf("first scored record %.1f s after start%n", (System.nanoTime() - begin) / 1e9);
          first = false;
        }
      }
      out.println("sent " + playing.get() + " records; waiting for the stages");
      drain(broker, pipeline, progress);
    } finally {
      traffic.shutdownNow();
    }
  }

  private static boolean done(Future<Long> playing)
      throws InterruptedException, ExecutionException {
    try {
      playing.get(2, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false; // still playing
    }
  }

  /** Until every request is accounted for and every job has ended, or the time for it is over. */
  private static void drain(EmbeddedBroker broker, StagePipeline pipeline, StageProgress progress)
      throws InterruptedException {
    long until = System.nanoTime() + DRAIN.toNanos();
    long settled = 0;
    while (System.nanoTime() < until && settled < 4) {
      TimeUnit.SECONDS.sleep(2);
      progress.print(pipeline.runners());
      settled = TopicReconciliation.read(broker.bootstrapServers()).settled() ? settled + 1 : 0;
    }
  }

  private List<PlannedRecord> plan() {
    int count = (int) (rate * length.toSeconds());
    List<PlannedRecord> plan =
        new ArrayList<>(CardSupportTraffic.plan(count, HOUR, !noDrift, seed));
    plan.addAll(EmploymentTraffic.plan(count, HOUR, seed));
    plan.sort(null);
    return plan;
  }

  private static StagePipeline pipeline(
      Policies policies, EmbeddedBroker broker, Path folder, PrometheusMeterRegistry registry) {
    return new StagePipeline(
        policies,
        new StreamsSettings(
            broker.bootstrapServers(), folder.resolve("state"), "demo", 1, 1, Map.of()),
        RedactSettings.DEFAULT,
        MeasureSettings.live(PARTITIONS),
        registry,
        new TrainingSidecar(
            Main.class, folder.resolve("retraining"), policyFiles(folder), TRAINING));
  }

  private static List<Path> policyFiles(Path folder) {
    return POLICIES.stream().map(folder::resolve).toList();
  }

  private static Policies policies(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : POLICIES) {
      try (InputStream in = DemoCommand.class.getResourceAsStream("/demo/" + name)) {
        if (in == null) {
          throw new IllegalStateException("the jar holds no demo/" + name);
        }
        Files.write(folder.resolve(name), in.readAllBytes());
      }
    }
    return PolicyReader.readAll(policyFiles(folder));
  }

  /** Ctrl-C: stop the traffic and wait for the clean end, which the JVM would cut short. */
  private void interrupted() {
    stop.countDown();
    try {
      if (!ended.await(DRAIN.toSeconds() + 30, TimeUnit.SECONDS)) {
        spec.commandLine().getErr().println("the demo did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
