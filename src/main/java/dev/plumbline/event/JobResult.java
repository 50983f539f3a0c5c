package dev.plumbline.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a retraining job.
 *
 * @param candidate where the candidate model lies; null until there is one
 * @param modelVersion version of the candidate; null until there is one
 * @param sha256 of the candidate's files, as in a release; null when nobody noted it
 * @param before figures of the running model on the held-back share, by name
 * @param after figures of the candidate on the same records
 * @param reason why the job failed or was rejected
 */
public record JobResult(
    @Nullable String candidate,
    @Nullable String modelVersion,
    @Nullable String sha256,
    Map<String, Double> before,
    Map<String, Double> after,
    @Nullable String reason) {

  /** Nothing yet. */
  public static final JobResult NONE = because(null);

  public JobResult {
    before = MessageChecks.map(before);
    after = MessageChecks.map(after);
  }

  /** The same candidate, with figures of it, and what is said of it. */
  public JobResult judged(
      Map<String, Double> newBefore, Map<String, Double> newAfter, @Nullable String newReason) {
    return new JobResult(candidate, modelVersion, sha256, newBefore, newAfter, newReason);
  }

  /** The same, and why it is over. */
  public JobResult over(@Nullable String why) {
    return judged(before, after, why);
  }

  /** No candidate, and why. */
  public static JobResult because(@Nullable String reason) {
    return new JobResult(null, null, null, Map.of(), Map.of(), reason);
  }
}
