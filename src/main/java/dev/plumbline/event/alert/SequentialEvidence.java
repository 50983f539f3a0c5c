package dev.plumbline.event.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The evidence behind a page: the rule's own, and the whole policy's, which decides.
 *
 * @param evidence M of the rule's strongest e-detector; null when no detector spoke, as for
 *     warnings
 * @param threshold the value of M at which that detector pages whatever the others say; null with
 *     it
 * @param onset start of the pane since which the evidence is largest, the most likely start of the
 *     gap; null with it, and in alerts of before there was one
 * @param share what the rule's detectors add to the policy's evidence, each M times its share of
 *     the false pages; null with it, and in alerts of before there was one
 * @param policyEvidence sum over the rules that had no open page; null with {@code share}
 * @param policyThreshold the sum at which the policy pages; null with {@code share}
 * @param named how the page chose its rules; null with {@code share}
 * @param people different people of the group that the evidence since the onset rests on, a request
 *     without a subject counted as one; null when the evidence counts requests alone
 * @param peopleReference the same of whom the group is compared with
 */
public record SequentialEvidence(
    @Nullable Double evidence,
    @Nullable Double threshold,
    @Nullable Instant onset,
    @Nullable Double share,
    @Nullable Double policyEvidence,
    @Nullable Double policyThreshold,
    @Nullable Naming named,
    @Nullable Long people,
    @Nullable Long peopleReference) {

  /** How a page chose the rules that it names. */
  public enum Naming {
    /** Each has evidence enough beside the others named: false names have a stated share. */
    EACH,
    /** Only together have they evidence enough: at least one of them is beyond its tolerance. */
    TOGETHER
  }

  public static final SequentialEvidence NONE = new SequentialEvidence(null, null, null);

  /** Without the policy's evidence. */
  public SequentialEvidence(
      @Nullable Double evidence, @Nullable Double threshold, @Nullable Instant onset) {
    this(evidence, threshold, onset, null, null, null, null, null, null);
  }
}
