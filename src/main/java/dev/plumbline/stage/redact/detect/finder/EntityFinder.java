package dev.plumbline.stage.redact.detect.finder;

import dev.plumbline.stage.redact.detect.characters.FoldedText;

/** Looks for an entity at a place that the scan points out, where patterns are not enough. */
public interface EntityFinder {

  /** At the character {@code at} of the text, which the scan visits in order. */
  void at(FoldedText text, int at, DetectionCandidates candidates);
}
