package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import org.jspecify.annotations.Nullable;

/**
 * What can move one model's jobs, on its way to the one task that decides: an alert, a labelled
 * record or a job's new state. One topic, because a model's decisions need one order.
 */
public record JobEvent(@Nullable Alert alert, int examples, @Nullable RetrainingJob job) {

  public static JobEvent of(Alert alert) {
    return new JobEvent(alert, 0, null);
  }

  public static JobEvent of(RetrainingJob job) {
    return new JobEvent(null, 0, job);
  }

  public static JobEvent oneExample() {
    return new JobEvent(null, 1, null);
  }
}
