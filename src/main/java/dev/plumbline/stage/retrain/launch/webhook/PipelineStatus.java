package dev.plumbline.stage.retrain.launch.webhook;

import org.jspecify.annotations.Nullable;

/**
 * What a pipeline says of a training, as JSON.
 *
 * @param reason of a failure; must quote no record
 */
record PipelineStatus(String job, State state, @Nullable String reason) {

  private static final int MOST = 300;

  /** How far a training is. */
  enum State {
    RUNNING,
    SUCCEEDED,
    FAILED
  }

  /** The reason as one line of a bounded length. */
  String words() {
    String line = reason == null ? "" : reason.replaceAll("\\s+|\\p{Cntrl}+", " ").strip();
    return line.length() <= MOST ? line : line.substring(0, MOST) + "...";
  }
}
