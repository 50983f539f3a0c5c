package dev.plumbline.event.alert;

import org.jspecify.annotations.Nullable;

/**
 * The e-detector behind a page.
 *
 * @param evidence its value M; null when no detector spoke, as for warnings
 * @param threshold the value of M that pages; null with it
 */
public record SequentialEvidence(@Nullable Double evidence, @Nullable Double threshold) {

  public static final SequentialEvidence NONE = new SequentialEvidence(null, null);
}
