package dev.plumbline.cli;

import dev.plumbline.cli.service.DeliverySidecar;
import dev.plumbline.cli.service.ExplainingModels;
import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.LiveFollowers;
import dev.plumbline.cli.service.MetricsRegistry;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.cli.service.StageProgress;
import dev.plumbline.cli.service.StatusServer;
import dev.plumbline.cli.service.TrainingSidecar;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.service.ServiceConfig;
import dev.plumbline.config.service.ServiceConfigReader;
import dev.plumbline.http.PortException;
import dev.plumbline.http.access.AccessException;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.cluster.ClusterCheck;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.TopicFile;
import dev.plumbline.kafka.topic.TopicFiles;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.intake.IntakeStage;
import dev.plumbline.stage.redact.keys.KeysetException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plumbline run}: the service. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs stages against a Kafka cluster until it is told to stop.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RunCommand implements Callable<Integer> {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration CLOSE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "plumbline.yaml")
  private Path file;

  @Option(
      names = "--instance-id",
      description = "Names this process among others; streams.instanceId without it.")
  private @Nullable String instanceId;

  @Option(names = "--stages", split = ",", description = "Stages to run; all of them without it.")
  private List<String> stages = FlowStages.NAMES;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public Integer call() throws InterruptedException {
    Optional<String> unknown = FlowStages.problem(stages, FlowStages.NAMES);
    return unknown.isPresent() ? refuse(unknown.get()) : read();
  }

  private int read() throws InterruptedException {
    try {
      ServiceConfig config = ServiceConfigReader.read(file);
      Policies policies = PolicyReader.readAll(config.policies());
      List<String> problems =
          new ArrayList<>(new DeliverySidecar(config.sinks()).problems(policies, stages));
      problems.addAll(TrainingSidecar.configured(config, Main.class).problems(policies, stages));
      return problems.isEmpty()
          ? run(config, policies)
          : refuse(
              problems.stream()
                  .map(problem -> file + ": " + problem)
                  .collect(Collectors.joining(System.lineSeparator())));
    } catch (KeysetException e) {
      return refuse(file + ": " + e.getMessage());
    } catch (AccessException e) {
      return refuse(file + ": " + e.getMessage());
    } catch (PortException e) {
      return refuse(e.getMessage() + ": set http.port in " + file);
    }
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println(why);
    return 2;
  }

  @SuppressWarnings("try") // what follows the topics only needs closing
  private int run(ServiceConfig config, Policies policies) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopCleanly, "stop-service"));
    PrometheusMeterRegistry registry = MetricsRegistry.registry();
    StageProgress progress = new StageProgress(registry, spec.commandLine().getOut());
    try (StatusServer surface = new StatusServer(config.http().access(), registry, policies);
        ExplainingModels explaining =
            new ExplainingModels(policies, config.streams().stateDirectory(), Clock.systemUTC());
        StagePipeline pipeline = pipeline(config, policies, registry, surface.door());
        LiveFollowers live = surface.show(pipeline, progress)) {
      TrainingSidecar.configured(config, Main.class).inbox(stages).ifPresent(surface::take);
      if (config.http().explain()) {
        explaining.follow(new FollowerContext(pipeline.streams(), registry, Clock.systemUTC()));
        surface.explainWith(explaining);
      }
      pipeline.start(START);
      spec.commandLine().getOut().printf("running %s, %s%n", stages, surface.address());
      spec.commandLine().getOut().flush();
      while (!stop.await(1, TimeUnit.SECONDS)) {
        if (pipeline.failed()) {
          return refuse("a stage failed; its log says why");
        }
      }
      return 0;
    } finally {
      ended.countDown();
    }
  }

  private void lookAtCluster(StreamsSettings streams) {
    try (ClusterCheck cluster =
        ClusterCheck.reach(streams.bootstrapServers(), streams.overrides())) {
      cluster.topics(
          TopicFiles.shipped().stream()
              .filter(topic -> !Collections.disjoint(topic.users(), stages))
              .map(TopicFile::name)
              .toList());
    }
  }

  private StagePipeline pipeline(
      ServiceConfig config,
      Policies policies,
      PrometheusMeterRegistry registry,
      IntakeStage.Door door) {
    lookAtCluster(config.streams());
    StreamsSettings streams =
        instanceId == null ? config.streams() : config.streams().named(instanceId);
    FlowSettings settings = FlowSettings.configured(config, Main.class).throughDoor(door);
    return new StagePipeline(
        ServiceContext.now(policies, streams, registry),
        FlowStages.named(stages, FlowStages.inOrder(settings)));
  }

  private void stopCleanly() {
    stop.countDown();
    try {
      if (!ended.await(CLOSE.toSeconds(), TimeUnit.SECONDS)) {
        spec.commandLine().getErr().println("the service did not close in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
