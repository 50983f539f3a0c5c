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
 */
public record SequentialEvidence(
    @Nullable Double evidence, @Nullable Double threshold, @Nullable Instant onset) {

  public static final SequentialEvidence NONE = new SequentialEvidence(null, null, null);
}
