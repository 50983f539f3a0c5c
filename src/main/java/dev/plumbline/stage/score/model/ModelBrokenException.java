package dev.plumbline.stage.score.model;

/** The model fails whatever the text: the stage must stop, not dead-letter all traffic. */
final class ModelBrokenException extends RuntimeException {

  ModelBrokenException(Throwable cause) {
    super("the model fails on every text: " + cause.getClass().getSimpleName(), cause);
  }
}
