package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.stage.retrain.demand.LabelledRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can move one model's jobs, on its way to the one task that decides: an alert, a labelled
 * record, a job's new state, or event time that has passed. One topic, because a model's decisions
 * need one order.
 *
 * @param time event time that the model's requests have come to
 */
public record JobEvent(
    @Nullable Alert alert,
    @Nullable RetrainingJob job,
    @Nullable LabelledRecord labelled,
    @Nullable Instant time) {

  public static JobEvent of(Alert alert) {
    return new JobEvent(alert, null, null, null);
  }

  public static JobEvent of(RetrainingJob job) {
    return new JobEvent(null, job, null, null);
  }

  public static JobEvent of(LabelledRecord labelled) {
    return new JobEvent(null, null, labelled, null);
  }

  public static JobEvent of(Instant time) {
    return new JobEvent(null, null, null, time);
  }

  /** A label of recorded traffic, where time is told by nothing else. */
  static JobEvent of(LabelledRecord labelled, Instant time) {
    return new JobEvent(null, null, labelled, time);
  }

  /**
   * Event time of it. Null of a job's state, which bears its launcher's clock, and of a label,
   * which may be dated to the end of its horizon and would end every cooldown.
   */
  @Nullable Instant at() {
    return alert == null ? time : alert.at();
  }
}
