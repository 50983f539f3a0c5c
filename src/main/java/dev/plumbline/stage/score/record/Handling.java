package dev.plumbline.stage.score.record;

import dev.plumbline.event.Prediction;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How a request is answered. */
public sealed interface Handling {

  /**
   * For {@link dev.plumbline.kafka.streams.StageCounters}: a model with a policy, or {@code
   * unknown}.
   */
  String model();

  /** At once: the model is not needed. */
  record Now(String model, RecordAnswer answer) implements Handling {}

  /**
   * Later, by the model.
   *
   * @param work cancelling it spares the model
   * @param answer completes exceptionally when the stage must not go on
   */
  record Later(
      String model,
      List<CompletableFuture<Prediction>> work,
      CompletableFuture<RecordAnswer> answer)
      implements Handling {}
}
