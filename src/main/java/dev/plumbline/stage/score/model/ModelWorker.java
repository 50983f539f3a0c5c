package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where tasks leave texts to be scored. Safe for use by several threads. */
public interface ModelWorker extends AutoCloseable {

  /**
   * Waits while too much is waiting already.
   *
   * @param text not blank
   * @return completes on another thread; exceptionally, with the cause, when this text cannot be
   *     scored; cancelling it spares the work
   * @throws IllegalStateException as {@link #check} does, or after {@link #close}
   */
  CompletableFuture<Prediction> submit(String text);

  /**
   * The same for a text that may wait for all others: those of {@link #submit} never wait for more
   * than the few of these that are being scored.
   */
  CompletableFuture<Prediction> submitBehind(String text);

  /**
   * Nothing else would show a model that hangs: what it was given is no lag, its offsets are
   * committed.
   *
   * @throws IllegalStateException when the model has been at one batch for too long
   */
  void check();

  /** From the next batch on, {@code next} scores; the scorer before it is closed. */
  void swap(TextScorer next);

  /** Of the scorer that scores the next batch. */
  String modelVersion();

  /** The same scorer's labels, by the index of their logit. */
  List<String> labels();

  @Override
  void close();
}
