package dev.plumbline.cli.service;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.service.ServiceConfig;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.http.JobStatusInbox;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.retraining.LauncherPolicy.Kind;
import dev.plumbline.stage.Sidecar;
import dev.plumbline.stage.retrain.RetrainTopology;
import dev.plumbline.stage.retrain.job.JobQueue;
import dev.plumbline.stage.retrain.job.JobRunner;
import dev.plumbline.stage.retrain.launch.LocalLauncher;
import dev.plumbline.stage.retrain.launch.MeasuredLauncher;
import dev.plumbline.stage.retrain.launch.PolicyLauncher;
import dev.plumbline.stage.retrain.launch.TrainerLauncher;
import dev.plumbline.stage.retrain.launch.TrainerOptions;
import dev.plumbline.stage.retrain.release.JobReleases;
import dev.plumbline.stage.retrain.release.ReleaseTopic;
import dev.plumbline.stage.retrain.release.StoredCandidates;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How retraining jobs are carried out beside the retrain stage.
 *
 * @param main the class whose {@code train} command is the trainer
 * @param folder every job has a folder of its own in it
 * @param policyFiles the files behind the policies, for the trainer to read
 * @param limit time after which a trainer is stopped, where its policy says nothing
 * @param elsewhere what launchers need that start trainers elsewhere
 */
public record TrainingSidecar(
    Class<?> main,
    Path folder,
    Collection<Path> policyFiles,
    Duration limit,
    ServiceConfig.Launchers elsewhere)
    implements Sidecar {

  /** Trainers are child processes. */
  public TrainingSidecar(Class<?> main, Path folder, Collection<Path> policyFiles, Duration limit) {
    this(main, folder, policyFiles, limit, ServiceConfig.Launchers.NONE);
  }

  /** As {@code plumbline.yaml} says. */
  public static TrainingSidecar configured(ServiceConfig config, Class<?> main) {
    return new TrainingSidecar(
        main,
        config.retrain().workDirectory(),
        config.policies(),
        config.retrain().timeLimit(),
        config.retrain().launchers());
  }

  /**
   * What is wrong with the policies' launchers and, where this process trains, with their files;
   * one line each.
   */
  public List<String> problems(Policies policies, Collection<String> stages) {
    return new LauncherFactory(elsewhere)
        .problems(policies, stages.contains(RetrainTopology.STAGE));
  }

  /**
   * What takes pipelines' answers; none where this process does not train, or asks no pipeline.
   *
   * @throws UncheckedIOException when the secret cannot be read
   */
  public Optional<JobStatusInbox> inbox(Collection<String> stages) {
    return stages.contains(RetrainTopology.STAGE)
        ? new LauncherFactory(elsewhere).inbox(folder)
        : Optional.empty();
  }

  @Override
  public List<BackgroundTask> open(
      Policies policies, StreamsSettings streams, MeterRegistry registry) {
    Clock clock = Clock.systemUTC();
    ReleaseTopic releases = new ReleaseTopic(streams);
    JobRunner runner =
        new JobRunner(
            policies,
            new MeasuredLauncher(launchers(), registry),
            new JobRunner.JobData(
                (model, file) -> export(new TopicReader(streams), model, file),
                folder,
                new StoredCandidates(releases, folder.resolve("fetched"), clock)),
            clock);
    return List.of(
        new JobQueue(
            new FollowerContext(streams, registry, clock),
            policies,
            runner,
            new JobReleases(policies, releases, clock)));
  }

  private TrainerLauncher launchers() {
    TrainerOptions options = new TrainerOptions(filesByModel());
    Map<Kind, TrainerLauncher> launchers = new EnumMap<>(Kind.class);
    launchers.putAll(new LauncherFactory(elsewhere).open(options, limit));
    launchers.put(Kind.LOCAL, new LocalLauncher(trainer(), options, limit));
    return new PolicyLauncher(launchers);
  }

  private Map<String, Path> filesByModel() {
    Map<String, Path> files = new HashMap<>();
    policyFiles.forEach(file -> files.put(PolicyReader.read(file).model(), file));
    return files;
  }

  /** The same classes as this process. */
  private List<String> trainer() {
    return List.of(
        "-cp",
        System.getProperty("java.class.path"),
        main.getName(),
        "train",
        TrainerOptions.UNTIL_INPUT_ENDS);
  }

  /** Streams, because the topic may be larger than memory. */
  private static void export(TopicReader topics, String model, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      topics.forEach(
          Topics.TRAINING_EXAMPLES.name(),
          (key, value) -> {
            try {
              if (Json.MAPPER.readValue(value, TrainingExample.class).model().equals(model)) {
                out.write(new String(value, StandardCharsets.UTF_8));
                out.write('\n');
              }
            } catch (IOException e) {
              throw new UncheckedIOException("cannot export a training example", e);
            }
          });
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
  }
}
