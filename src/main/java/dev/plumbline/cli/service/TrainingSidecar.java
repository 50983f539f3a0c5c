package dev.plumbline.cli.service;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.retraining.LauncherPolicy.Kind;
import dev.plumbline.stage.Sidecar;
import dev.plumbline.stage.retrain.job.JobQueue;
import dev.plumbline.stage.retrain.job.JobRunner;
import dev.plumbline.stage.retrain.launch.LocalLauncher;
import dev.plumbline.stage.retrain.launch.PolicyLauncher;
import dev.plumbline.stage.retrain.launch.TrainerLauncher;
import dev.plumbline.stage.retrain.launch.TrainerOptions;
import dev.plumbline.stage.retrain.release.JobReleases;
import dev.plumbline.stage.retrain.release.ReleaseTopic;
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

/**
 * How retraining jobs are carried out beside the retrain stage.
 *
 * @param main the class whose {@code train} command is the trainer
 * @param folder every job has a folder of its own in it
 * @param policyFiles the files behind the policies, for the trainer to read
 * @param limit time after which a trainer is killed
 */
public record TrainingSidecar(
    Class<?> main, Path folder, Collection<Path> policyFiles, Duration limit) implements Sidecar {

  @Override
  public List<BackgroundTask> open(
      Policies policies, StreamsSettings streams, MeterRegistry registry) {
    Clock clock = Clock.systemUTC();
    JobRunner runner =
        new JobRunner(
            policies,
            launchers(),
            (model, file) -> export(new TopicReader(streams), model, file),
            folder,
            clock);
    return List.of(
        new JobQueue(
            new FollowerContext(streams, registry, clock),
            policies,
            runner,
            new JobReleases(policies, new ReleaseTopic(streams), clock)));
  }

  private TrainerLauncher launchers() {
    TrainerOptions options = new TrainerOptions(filesByModel());
    Map<Kind, TrainerLauncher> launchers = new EnumMap<>(Kind.class);
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
