package dev.plumbline.stage.score.model;

import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A process's candidates on trial, at most one a model. Safe for use by several threads. */
public final class Challengers implements AutoCloseable {

  private final Map<String, Challenger> byModel = new ConcurrentHashMap<>();

  /** Ends the model's trial before, if there is one, and begins another. */
  public void begin(Challenger next) {
    closeIfThere(byModel.put(next.trial().model(), next));
  }

  /** Ends the model's trial, if there is one. */
  public void end(String model) {
    closeIfThere(byModel.remove(model));
  }

  /** The model's trial; null when there is none. */
  public Challenger.@Nullable Trial trial(String model) {
    Challenger challenger = byModel.get(model);
    return challenger == null ? null : challenger.trial();
  }

  /** What the candidate on trial says, as {@link Challenger#ask} does. */
  public CompletableFuture<Optional<Prediction>> ask(Inference inference, String text) {
    Challenger challenger = byModel.get(inference.model());
    return challenger == null
        ? CompletableFuture.completedFuture(Optional.empty())
        : challenger.ask(inference.requestId(), text);
  }

  private static void closeIfThere(@Nullable Challenger challenger) {
    if (challenger != null) {
      challenger.close();
    }
  }

  @Override
  public void close() {
    byModel.keySet().forEach(this::end);
  }
}
