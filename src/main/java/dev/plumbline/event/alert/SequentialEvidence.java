package dev.plumbline.event.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The e-detector behind a page.
 *
 * @param evidence its value M; null when no detector spoke, as for warnings
 * @param threshold the value of M that pages; null with it
 * @param onset start of the pane since which the evidence is largest, the most likely start of the
 *     gap; null with it, and in alerts of before there was one
 * @param people different people of the group that the evidence since the onset rests on, a request
 *     without a subject counted as one; null when the evidence counts requests alone
 * @param peopleReference the same of whom the group is compared with
 */
public record SequentialEvidence(
    @Nullable Double evidence,
    @Nullable Double threshold,
    @Nullable Instant onset,
    @Nullable Long people,
    @Nullable Long peopleReference) {

  public static final SequentialEvidence NONE = new SequentialEvidence(null, null, null);

  /** Of requests. */
  public SequentialEvidence(
      @Nullable Double evidence, @Nullable Double threshold, @Nullable Instant onset) {
    this(evidence, threshold, onset, null, null);
  }
}
