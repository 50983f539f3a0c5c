package dev.plumbline.stage.redact.detect;

/** Looks for an entity at a place that the scan points out, where patterns are not enough. */
interface Finder {

  /** At the character {@code at} of the text, which the scan visits in order. */
  void at(FoldedText text, int at, Candidates candidates);
}
