package dev.plumbline.stage.measure.watermark;

import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;

/** The two inputs whose progress is watched. */
public enum MeasureInput {
  REQUESTS,
  OUTCOMES;

  public Topic<?> topic() {
    return switch (this) {
      case REQUESTS -> Topics.SCORED_REQUESTS;
      case OUTCOMES -> Topics.REDACTED_OUTCOMES;
    };
  }

  String key(String model) {
    return model + "|" + name();
  }
}
