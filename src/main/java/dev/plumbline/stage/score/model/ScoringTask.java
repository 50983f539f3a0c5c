package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A text and the promise of its prediction. */
public record ScoringTask(String text, CompletableFuture<Prediction> answer) {

  ScoringTask(String text) {
    this(text, new CompletableFuture<>());
  }

  /** Whether a failure is the text's own: a worker's end or a broken model must not look so. */
  public static boolean isOfTheText(@Nullable Throwable failure) {
    return !(failure instanceof Error
        || failure instanceof ModelBrokenException
        || failure instanceof CancellationException);
  }

  void cancel() {
    answer.cancel(false);
  }

  int length() {
    return text.length();
  }
}
