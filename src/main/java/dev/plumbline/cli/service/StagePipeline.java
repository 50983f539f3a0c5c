package dev.plumbline.cli.service;

import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.streams.TaskOutage;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.alert.AlertTopology;
import dev.plumbline.stage.measure.MeasureTopology;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.redact.RedactTopology;
import dev.plumbline.stage.redact.ner.EntityTaggers;
import dev.plumbline.stage.redact.request.RedactSettings;
import dev.plumbline.stage.retrain.RetrainTopology;
import dev.plumbline.stage.score.ScoreTopology;
import dev.plumbline.stage.score.counterfactual.CounterfactualTopology;
import dev.plumbline.stage.score.model.ModelWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.streams.Topology;

/** The stages that one process runs. Stages start in flow order and close in the opposite one. */
public final class StagePipeline implements AutoCloseable {

  /** Every stage, in flow order. */
  public static final List<String> STAGES =
      List.of(
          RedactTopology.STAGE,
          ScoreTopology.STAGE,
          MeasureTopology.STAGE,
          AlertTopology.STAGE,
          RetrainTopology.STAGE);

  private final Policies policies;
  private final StreamsSettings streams;
  private final RedactSettings redact;
  private final MeasureSettings measure;
  private final MeterRegistry registry;
  private final List<Sidecar> companions;
  private final List<BackgroundTask> beside = new CopyOnWriteArrayList<>();
  private final List<StageRunner> runners = new CopyOnWriteArrayList<>();
  private final Deque<Runnable> closers = new ArrayDeque<>();

  /**
   * @param companions what runs beside the stages that are started
   */
  public StagePipeline(
      Policies policies,
      StreamsSettings streams,
      RedactSettings redact,
      MeasureSettings measure,
      MeterRegistry registry,
      Sidecar... companions) {
    this.policies = policies;
    this.streams = streams;
    this.redact = redact;
    this.measure = measure;
    this.registry = registry;
    this.companions = List.of(companions);
  }

  /**
   * Starts the named stages and waits until they run.
   *
   * @throws IllegalStateException naming the stage that did not start
   */
  public void start(Collection<String> stages, Duration timeout) throws InterruptedException {
    for (String stage : STAGES) {
      if (stages.contains(stage)) {
        topologies(stage).forEach(this::run);
      }
    }
    for (StageRunner runner : runners) {
      if (!runner.awaitRunning(timeout)) {
        throw new IllegalStateException(
            "stage " + runner.stage() + " was not running after " + timeout);
      }
    }
    for (Sidecar companion : companions) {
      if (stages.contains(companion.stage())) {
        List<BackgroundTask> opened = companion.open(policies, streams, registry);
        opened.forEach(each -> closers.push(each::close));
        beside.addAll(opened);
      }
    }
  }

  private void run(String name, Topology topology) {
    StageRunner runner = new StageRunner(name, topology, settings(name), registry);
    closers.push(runner::close);
    runners.add(runner);
    runner.start();
  }

  private StreamsSettings settings(String name) {
    return name.equals(MeasureTopology.STAGE)
        ? streams.withDefaults(MeasureTopology.PROPERTIES)
        : streams;
  }

  StreamsSettings streams() {
    return streams;
  }

  /** A stage, or what runs beside one, ended by itself; its log says why. */
  public boolean failed() {
    return runners.stream().anyMatch(StageRunner::failed)
        || beside.stream().anyMatch(BackgroundTask::failed);
  }

  /** What keeps what runs beside the stages from its work. */
  List<TaskOutage> outages() {
    return beside.stream().flatMap(task -> task.outage().stream()).toList();
  }

  public List<StageRunner> runners() {
    return List.copyOf(runners);
  }

  boolean running() {
    return !runners.isEmpty() && runners.stream().allMatch(StageRunner::running);
  }

  /** A stage's applications by name: one, and another beside it where it has a second task. */
  private Map<String, Topology> topologies(String stage) {
    return stage.equals(ScoreTopology.STAGE) ? score() : Map.of(stage, topology(stage));
  }

  private Topology topology(String stage) {
    Clock clock = Clock.systemUTC();
    return switch (stage) {
      case RedactTopology.STAGE -> redact(clock);
      case MeasureTopology.STAGE -> new MeasureTopology(policies, measure, registry, clock).build();
      case AlertTopology.STAGE -> new AlertTopology(policies, registry).build();
      case RetrainTopology.STAGE -> new RetrainTopology(policies, registry).build();
      default -> throw new IllegalArgumentException("unknown stage " + stage);
    };
  }

  /** The entity models close after the stage that shows them texts. */
  private Topology redact(Clock clock) {
    EntityTaggers taggers = EntityTaggers.open(policies);
    closers.push(taggers::close);
    return new RedactTopology(policies, redact, taggers, registry, clock).build();
  }

  /** The workers close after the applications that ask them. */
  private Map<String, Topology> score() {
    ModelWorkers workers = ModelWorkers.open(policies, registry);
    closers.push(workers::close);
    Map<String, Topology> topologies = new LinkedHashMap<>();
    topologies.put(ScoreTopology.STAGE, new ScoreTopology(policies, workers, registry).build());
    if (CounterfactualTopology.isWanted(policies)) {
      topologies.put(
          CounterfactualTopology.NAME,
          new CounterfactualTopology(policies, workers, registry).build());
    }
    return topologies;
  }

  @Override
  public void close() {
    while (!closers.isEmpty()) {
      closers.pop().run();
    }
  }
}
