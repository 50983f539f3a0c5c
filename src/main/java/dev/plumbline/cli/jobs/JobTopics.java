package dev.plumbline.cli.jobs;

import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.client.ClientProperties;
import dev.plumbline.kafka.client.TopicAppender;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.retrain.release.ReleaseTopic;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The topics of jobs and releases in a cluster, for somebody who waits. */
public final class JobTopics {

  private static final String PATIENCE_MS = "15000";

  private final StreamsSettings settings;
  private final StreamsSettings reading;

  public JobTopics(StreamsSettings settings) {
    this.settings = settings;
    this.reading =
        settings.withDefaults(
            Map.of(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MS,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                "false"));
  }

  /** Every job as it stands, the newest first; what cannot be read is passed over. */
  List<RetrainingJob> jobs() {
    Map<String, RetrainingJob> jobs = new TreeMap<>();
    asked(
        () ->
            new TopicReader(reading)
                .readable(
                    Topics.RETRAINING_JOBS,
                    RetrainingJob.class,
                    (key, job) -> {
                      if (job != null) {
                        jobs.merge(job.jobId(), job, RetrainingJob::then);
                      }
                    }));
    return jobs.values().stream()
        .sorted(
            Comparator.comparing(RetrainingJob::requestedAt)
                .reversed()
                .thenComparing(RetrainingJob::jobId))
        .toList();
  }

  @Nullable ModelRelease newestRelease(String model) {
    return asked(() -> new ReleaseTopic(reading).newest(model));
  }

  void append(RetrainingJob job) throws InterruptedException {
    append(Topics.RETRAINING_JOBS, job.model(), job);
  }

  void append(ModelRelease release) throws InterruptedException {
    append(Topics.MODEL_RELEASES, release.model(), release);
  }

  private <V> void append(Topic<V> topic, String key, V value) throws InterruptedException {
    try (TopicAppender<V> appender = TopicAppender.open(topic, settings)) {
      appender.append(key, value);
    } catch (IllegalStateException e) {
      throw new JobRefusal("nothing was written: " + e.getMessage(), e);
    }
  }

  private static <T extends @Nullable Object> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (KafkaException e) {
      throw new JobRefusal(ClientProperties.unreadable(e), e);
    }
  }
}
