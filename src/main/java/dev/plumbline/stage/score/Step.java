package dev.plumbline.stage.score;

import dev.plumbline.event.Prediction;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How a request is answered. */
sealed interface Step {

  /** For {@link dev.plumbline.kafka.StageCounters}: a model with a policy, or {@code unknown}. */
  String model();

  /** At once: the model is not needed. */
  record Now(String model, Answer answer) implements Step {}

  /**
   * Later, by the model.
   *
   * @param work cancelling it spares the model
   * @param answer completes exceptionally when the stage must not go on
   */
  record Later(
      String model, List<CompletableFuture<Prediction>> work, CompletableFuture<Answer> answer)
      implements Step {}
}
