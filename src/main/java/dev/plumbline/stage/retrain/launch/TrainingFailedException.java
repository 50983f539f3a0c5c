package dev.plumbline.stage.retrain.launch;

/** A trainer that gave no candidate; the message says why and quotes no record. */
public final class TrainingFailedException extends Exception {

  private static final long serialVersionUID = 1;

  public TrainingFailedException(String reason) {
    super(reason);
  }
}
