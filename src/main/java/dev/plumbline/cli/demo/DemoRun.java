package dev.plumbline.cli.demo;

import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.LiveFollowers;
import dev.plumbline.cli.service.MetricsRegistry;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.cli.service.StageProgress;
import dev.plumbline.cli.service.StatusServer;
import dev.plumbline.cli.service.TopicReconciliation;
import dev.plumbline.cli.service.TrainingSidecar;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.score.ScoreTopology;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A broker and all stages in this process, with the demo's traffic through them. */
public final class DemoRun {

  /** Longest wait for the stages once the traffic has ended. */
  public static final Duration DRAIN = Duration.ofSeconds(60);

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration TRAINING = Duration.ofMinutes(5);

  private final long begin = System.nanoTime();
  private final PrometheusMeterRegistry registry = MetricsRegistry.registry();
  private final Path folder;
  private final DemoPolicies policies;
  private final DemoTraffic traffic;
  private final CountDownLatch stop;
  private final PrintWriter out;
  private final StageProgress progress;

  /**
   * @param folder for policies, the broker's data and the stages' state
   * @param stop ends the traffic early
   */
  public DemoRun(Path folder, DemoTraffic traffic, CountDownLatch stop, PrintWriter out)
      throws IOException {
    this.folder = folder;
    this.policies = DemoPolicies.write(folder);
    this.traffic = traffic;
    this.stop = stop;
    this.out = out;
    this.progress = new StageProgress(registry, out);
  }

  /**
   * Runs it to its end.
   *
   * @param main the class whose {@code train} command is the trainer
   * @return whether every request is accounted for
   * @throws dev.plumbline.http.PortException when the port is taken
   */
  public boolean run(String host, int port, Class<?> main)
      throws IOException, InterruptedException, ExecutionException {
    try (StatusServer surface =
        new StatusServer(HttpAccess.open(host, port), registry, policies.policies())) {
      say("starting the broker and the stages in " + folder);
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
          StagePipeline pipeline = pipeline(broker.bootstrapServers(), main, surface)) {
        ShippedTopics.prepare(broker.bootstrapServers());
        show(surface, pipeline, broker.bootstrapServers());
        TopicReconciliation result = TopicReconciliation.read(broker.bootstrapServers());
        say(result.text());
        say(versions(new TopicReader(broker.bootstrapServers())));
        return result.requests().balanced();
      }
    }
  }

  @SuppressWarnings("try") // what follows the topics only needs closing
  private void show(StatusServer surface, StagePipeline pipeline, String servers)
      throws InterruptedException, ExecutionException {
    try (LiveFollowers live = surface.show(pipeline, progress)) {
      pipeline.start(START);
      out.printf("all stages run after %.1f s%n", seconds());
      say("watch it at " + surface.address());
      play(pipeline, servers);
    }
  }

  private StagePipeline pipeline(String servers, Class<?> main, StatusServer surface) {
    StreamsSettings streams =
        new StreamsSettings(servers, folder.resolve("state"), "demo", 1, 1, Map.of());
    FlowSettings settings =
        FlowSettings.live()
            .throughDoor(surface.door())
            .training(
                new TrainingSidecar(
                    main, folder.resolve("retraining"), policies.files(), TRAINING));
    return new StagePipeline(
        ServiceContext.now(policies.policies(), streams, registry), FlowStages.inOrder(settings));
  }

  private void play(StagePipeline pipeline, String servers)
      throws InterruptedException, ExecutionException {
    TrafficPlayer player =
        new TrafficPlayer(traffic.plan(), DemoTraffic.EVENT_TIME, Clock.systemUTC());
    ExecutorService sender = Executors.newSingleThreadExecutor();
    try {
      Future<Long> playing = sender.submit(() -> player.play(servers, traffic.length(), stop));
      watch(playing, pipeline);
      say("sent " + playing.get() + " records; waiting for the stages");
      drain(pipeline, servers);
    } finally {
      sender.shutdownNow();
    }
  }

  private void watch(Future<Long> playing, StagePipeline pipeline)
      throws InterruptedException, ExecutionException {
    boolean first = true;
    while (!done(playing)) {
      progress.print(pipeline.runners());
      if (first && new StageCounts(registry).out(ScoreTopology.STAGE) > 0) {
        out.printf("first scored record %.1f s after start%n", seconds());
        first = false;
      }
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
  private void drain(StagePipeline pipeline, String servers) throws InterruptedException {
    long until = System.nanoTime() + DRAIN.toNanos();
    long settled = 0;
    while (System.nanoTime() < until && settled < 4) {
      TimeUnit.SECONDS.sleep(2);
      progress.print(pipeline.runners());
      settled = TopicReconciliation.read(servers).settled() ? settled + 1 : 0;
    }
  }

  private String versions(TopicReader topics) {
    OutcomePolicy outcome =
        Objects.requireNonNull(policies.policies().find(CardSupportTraffic.MODEL)).outcome();
    return VersionComparison.text(new VersionComparison(outcome, traffic::isDrifted).read(topics));
  }

  private double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  private void say(String what) {
    out.println(what);
    out.flush();
  }
}
