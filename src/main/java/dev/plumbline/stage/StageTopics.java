package dev.plumbline.stage;

import dev.plumbline.kafka.topic.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a stage's records come from and, where others rely on it, what becomes of them.
 *
 * @param inputs topics whose every record the stage handles. A topic that it only listens to (the
 *     alerts and jobs of retraining) is not among them.
 * @param passedOn gets one record for every one of the first of the inputs, unless that is
 *     dead-lettered or withheld; null for a stage that sums records up
 * @param last gets records keyed by model when the inputs have been handled, of every model that
 *     was in them; null for a stage whose outputs are complete as soon as its inputs are handled
 */
public record StageTopics(
    List<Topic<?>> inputs, @Nullable Topic<?> passedOn, @Nullable Topic<?> last) {
  public StageTopics {
    inputs = List.copyOf(inputs);
  }

  public static StageTopics reading(Topic<?>... inputs) {
    return new StageTopics(List.of(inputs), null, null);
  }

  public StageTopics passingOnTo(Topic<?> topic) {
    return new StageTopics(inputs, topic, last);
  }

  public StageTopics endingWith(Topic<?> topic) {
    return new StageTopics(inputs, passedOn, topic);
  }
}
