package dev.plumbline.cli.service;

import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StageApplication;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.streams.TaskOutage;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Sidecar;
import dev.plumbline.stage.Stage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The stages that one process runs. Stages start in flow order and close in the opposite one. */
public final class StagePipeline implements AutoCloseable {

  private final ServiceContext service;
  private final List<Stage> stages;
  private final List<BackgroundTask> beside = new CopyOnWriteArrayList<>();
  private final List<StageRunner> runners = new CopyOnWriteArrayList<>();
  private final Deque<Runnable> closers = new ArrayDeque<>();
  private volatile boolean started;

  /**
   * @param stages those to run, in flow order
   */
  public StagePipeline(ServiceContext service, List<Stage> stages) {
    this.service = service;
    this.stages = List.copyOf(stages);
  }

  /**
   * Starts the stages, waits until they run, then starts what runs beside them.
   *
   * @throws IllegalStateException naming the stage that did not start
   */
  public void start(Duration timeout) throws InterruptedException {
    stages.forEach(this::start);
    for (StageRunner runner : runners) {
      if (!runner.awaitRunning(timeout)) {
        throw new IllegalStateException(
            "stage " + runner.stage() + " was not running after " + timeout);
      }
    }
    for (Stage stage : stages) {
      stage.sidecars().forEach(this::start);
    }
    started = true;
  }

  private void start(Stage stage) {
    StreamsSettings settings = service.streams().withDefaults(stage.properties());
    for (StageApplication each : stage.open(service, closers::push)) {
      StageRunner runner =
          new StageRunner(each.name(), each.topology(), settings, service.registry());
      closers.push(runner::close);
      runners.add(runner);
      runner.start();
    }
  }

  private void start(Sidecar sidecar) {
    List<BackgroundTask> opened =
        sidecar.open(service.policies(), service.streams(), service.registry());
    opened.forEach(each -> closers.push(each::close));
    beside.addAll(opened);
  }

  public StreamsSettings streams() {
    return service.streams();
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

  /** What people should know of, a sentence each. */
  List<String> notices() {
    return Stream.concat(runners.stream(), beside.stream())
        .flatMap(task -> task.notices().stream())
        .toList();
  }

  /** Whether any of its stages does. */
  boolean readsTopics() {
    return stages.stream().anyMatch(stage -> !stage.topics().inputs().isEmpty());
  }

  public List<StageRunner> runners() {
    return List.copyOf(runners);
  }

  boolean running() {
    return started && runners.stream().allMatch(StageRunner::running);
  }

  @Override
  public void close() {
    while (!closers.isEmpty()) {
      closers.pop().run();
    }
  }
}
