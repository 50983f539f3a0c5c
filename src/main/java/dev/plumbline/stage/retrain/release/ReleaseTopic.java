package dev.plumbline.stage.retrain.release;

import dev.plumbline.event.ModelRelease;
import dev.plumbline.kafka.client.TopicAppender;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.RecordReader;
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
        .forEach(
            Topics.MODEL_RELEASES.name(),
            (key, value) -> {
              if (model.equals(key)) {
                newest.set(value == null ? null : read(value, newest.get()));
              }
            });
    return newest.get();
  }

  private static @Nullable ModelRelease read(byte[] value, @Nullable ModelRelease otherwise) {
    try {
      return RecordReader.read(value, ModelRelease.class);
    } catch (RecordReader.Refusal e) {
      return otherwise;
    }
  }

  @Override
  public void append(ModelRelease release) throws InterruptedException {
    try (TopicAppender<ModelRelease> topic = TopicAppender.open(Topics.MODEL_RELEASES, settings)) {
      topic.append(release.model(), release);
    }
  }
}
