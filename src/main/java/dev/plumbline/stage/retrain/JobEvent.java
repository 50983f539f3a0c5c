package dev.plumbline.stage.retrain;

import dev.plumbline.event.Alert;
import dev.plumbline.event.RetrainingJob;
import org.jspecify.annotations.Nullable;

/**
 * What can move one model's jobs, on its way to the one task that decides: an alert, a labelled
 * record or a job's new state. One topic, because a model's decisions need one order.
 */
record JobEvent(@Nullable Alert alert, int examples, @Nullable RetrainingJob job) {

  static JobEvent of(Alert alert) {
    return new JobEvent(alert, 0, null);
  }

  static JobEvent of(RetrainingJob job) {
    return new JobEvent(null, 0, job);
  }

  static JobEvent oneExample() {
    return new JobEvent(null, 1, null);
  }
}
