package dev.plumbline.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a retraining job.
 *
 * @param candidate folder of the candidate model; null until there is one
 * @param modelVersion version of the candidate; null until there is one
 * @param before figures of the running model on the held-back share, by name
 * @param after figures of the candidate on the same records
 * @param reason why the job failed or was rejected
 */
public record JobResult(
    @Nullable String candidate,
    @Nullable String modelVersion,
    Map<String, Double> before,
    Map<String, Double> after,
    @Nullable String reason) {

  /** Nothing yet. */
  public static final JobResult NONE = because(null);

  public JobResult {
    before = MessageChecks.map(before);
    after = MessageChecks.map(after);
  }

  /** No candidate, and why. */
  public static JobResult because(@Nullable String reason) {
    return new JobResult(null, null, Map.of(), Map.of(), reason);
  }
}
