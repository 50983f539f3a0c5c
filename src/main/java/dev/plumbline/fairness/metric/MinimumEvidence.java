package dev.plumbline.fairness.metric;

/**
 * How much each side of a comparison must have.
 *
 * @param size requests; of metrics that need labels, labelled requests
 * @param trials requests that the metric's figure is about, for example the truly favourable ones
 *     of a true positive rate
 */
public record MinimumEvidence(long size, long trials) {

  /** An interval tells how little a figure of one request says, so one is enough. */
  public static MinimumEvidence withInterval(long size) {
    return new MinimumEvidence(size, 1);
  }

  /** A figure that is read without its interval must not hang on a few requests. */
  public static MinimumEvidence withoutInterval(long size) {
    return new MinimumEvidence(size, size);
  }
}
