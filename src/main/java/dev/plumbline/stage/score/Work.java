package dev.plumbline.stage.score;

import dev.plumbline.event.Prediction;
import java.util.concurrent.CompletableFuture;

/** A text and the promise of its prediction. */
record Work(String text, CompletableFuture<Prediction> answer) {

  Work(String text) {
    this(text, new CompletableFuture<>());
  }

  void cancel() {
    answer.cancel(false);
  }

  int length() {
    return text.length();
  }
}
