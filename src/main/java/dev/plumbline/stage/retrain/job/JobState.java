package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.RetrainingJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one model's retraining.
 *
 * @param examples labelled records collected so far
 * @param wish the alert that waits for examples, for the running job's end or for the cooldown
 * @param lastRequest event time of the newest request
 * @param last newest state of the newest job
 */
public record JobState(
    long examples,
    @Nullable RetrainRequest wish,
    @Nullable Instant lastRequest,
    @Nullable RetrainingJob last) {

  public static final JobState START = new JobState(0, null, null, null);

  JobState wishes(@Nullable RetrainRequest next) {
    return new JobState(examples, next, lastRequest, last);
  }

  JobState collected(long more) {
    return new JobState(examples + more, wish, lastRequest, last);
  }

  JobState job(RetrainingJob job) {
    return new JobState(examples, wish, lastRequest, job);
  }

  boolean running() {
    return last != null && !last.state().ended();
  }
}
