package dev.plumbline.stage.redact.detect;

import java.util.List;

/** Finds one entity. */
interface Recognizer {

  String entity();

  Trigger trigger();

  /** Adds what it finds; positions are the folded text's. */
  void find(FoldedText text, List<Detection> found);
}
