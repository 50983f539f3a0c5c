package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;
import org.jspecify.annotations.Nullable;

/**
 * What became of one window's texts that were asked again with an attribute's words swapped.
 *
 * @param tried texts
 * @param flipped those whose decision turned between favourable and not
 * @param flipRate share of the texts tried; null below the policy's minimum size
 * @param meanChange mean of the texts' largest changes of the favourable probability, in [0, 1];
 *     null below the policy's minimum size
 */
public record CounterfactualMeasure(
    String attribute,
    long tried,
    long flipped,
    @Nullable Double flipRate,
    @Nullable Double meanChange,
    String sentence) {
  public CounterfactualMeasure {
    MessageChecks.notBlank(attribute, "attribute");
  }
}
