package dev.plumbline.cli.replay;

import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits until a stage has handled all of its input; nothing else adds to the input meanwhile. */
final class CompletionWait {

  private static final Duration STALLED = Duration.ofMinutes(5);

  private final ServiceContext service;
  private final TopicReader topics;

  CompletionWait(ServiceContext service, TopicReader topics) {
    this.service = service;
    this.topics = topics;
  }

  /** Records in the topics that the stage reads. */
  long input(Stage stage) {
    return stage.topics().inputs().stream().mapToLong(topic -> topics.count(topic.name())).sum();
  }

  /**
   * @throws IllegalStateException when no counter moved for five minutes
   */
  void await(Stage stage, long input) throws InterruptedException {
    long stalled = System.nanoTime() + STALLED.toNanos();
    double before = -1;
    while (!done(stage, input)) {
      double now = service.registry().getMeters().stream().mapToDouble(CompletionWait::sum).sum();
      if (now != before) {
        before = now;
        stalled = System.nanoTime() + STALLED.toNanos();
      } else if (System.nanoTime() > stalled) {
        throw new IllegalStateException("stage " + stage.name() + " stopped making progress");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private boolean done(Stage stage, long input) {
    return stage.handled(service.policies(), service.counts()) >= input
        && ended(stage.topics().last(), service.counts().modelsOut(stage.name()));
  }

  private boolean ended(@Nullable Topic<?> last, Set<String> models) {
    if (last == null) {
      return true;
    }
    Set<String> published = new HashSet<>();
    topics.forEach(last.name(), (model, value) -> published.add(model));
    return published.containsAll(models);
  }

  private static double sum(Meter meter) {
    return meter instanceof Counter counter ? counter.count() : 0;
  }
}
