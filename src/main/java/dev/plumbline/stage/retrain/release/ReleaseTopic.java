package dev.plumbline.stage.retrain.release;

import dev.plumbline.event.ModelRelease;
import dev.plumbline.kafka.client.TopicAppender;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The topic {@code model-releases}, read whole at every question: it is compacted, so it holds
 * little more than a record a model.
 */
public final class ReleaseTopic implements ReleaseLog {

  private final StreamsSettings settings;

  public ReleaseTopic(StreamsSettings settings) {
    this.settings = settings;
  }

  /** A record that cannot be read is passed over. */
  @Override
  public @Nullable ModelRelease newest(String model) {
    AtomicReference<@Nullable ModelRelease> newest = new AtomicReference<>();
    new TopicReader(settings)
        .readable(
            Topics.MODEL_RELEASES,
            ModelRelease.class,
            (key, release) -> {
              if (model.equals(key)) {
                newest.set(release);
              }
            });
    return newest.get();
  }

  @Override
  public void append(ModelRelease release) throws InterruptedException {
    try (TopicAppender<ModelRelease> topic = TopicAppender.open(Topics.MODEL_RELEASES, settings)) {
      topic.append(release.model(), release);
    }
  }
}
