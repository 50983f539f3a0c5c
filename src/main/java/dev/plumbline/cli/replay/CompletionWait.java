package dev.plumbline.cli.replay;

import dev.plumbline.cli.console.ProgressLine;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Waits until a stage has handled all of its input, which nothing adds to any more, and has put out
 * what follows from it. Offsets and counts say so; how long it takes does not matter.
 */
final class CompletionWait {

  private static final Duration STALLED = Duration.ofMinutes(10);
  private static final long POLL_MS = 50;

  private final ServiceContext service;
  private final TopicReader topics;
  private final ProgressLine progress;

  CompletionWait(ServiceContext service, TopicReader topics, ProgressLine progress) {
    this.service = service;
    this.topics = topics;
    this.progress = progress;
  }

  /** Records in the topics that the stage reads. */
  long input(Stage stage) {
    return stage.topics().inputs().stream().mapToLong(topic -> topics.offsets(topic.name())).sum();
  }

  /**
   * @param input records that the stage has to handle
   * @throws IllegalStateException when the stage failed, or nothing moved for ten minutes
   */
  void await(Stage stage, long input, StagePipeline running) throws InterruptedException {
    Waiting reading = new Waiting(stage.name(), running);
    await(reading, (double) input, () -> stage.handled(service.policies(), service.counts()));
    await(reading, (double) input, () -> committed(stage));
    stage.endInput();
    await(
        new Waiting(stage.name() + ", publishing", running),
        1,
        () -> stage.completed(service.policies()));
  }

  /**
   * Records that the stage's tasks have said they are done with: an outcome that waited for its
   * request is counted twice, but committed once.
   */
  private double committed(Stage stage) {
    List<String> inputs = stage.topics().inputs().stream().map(Topic::name).toList();
    return topics.committed(StageRunner.applicationId(stage.name()), inputs);
  }

  private record Waiting(String what, StagePipeline running) {}

  private void await(Waiting waiting, double all, DoubleSupplier done) throws InterruptedException {
    long stalled = System.nanoTime() + STALLED.toNanos();
    double before = -1;
    for (double now = done.getAsDouble(); now < all; now = done.getAsDouble()) {
      check(waiting);
      progress.at(waiting.what(), now / all);
      if (now != before) {
        before = now;
        stalled = System.nanoTime() + STALLED.toNanos();
      } else if (System.nanoTime() > stalled) {
        throw new IllegalStateException("stage " + waiting.what() + " stopped making progress");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    check(waiting);
  }

  /** A record that is handled again would be counted twice, and the end come too early. */
  private static void check(Waiting waiting) {
    if (waiting.running().failed()
        || waiting.running().runners().stream().anyMatch(StageRunner::disturbed)) {
      throw new IllegalStateException("stage " + waiting.what() + " failed; its log says why");
    }
  }
}
