package dev.plumbline.stage.redact.request;

import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.Inference;

/** What became of one raw record. */
public sealed interface RedactionResult {

  /** It goes on, redacted. */
  record Passed(Inference inference) implements RedactionResult {}

  /**
   * It stops here.
   *
   * @param sealable whether the payload may be kept under seal
   */
  record Stopped(DeadLetterCause cause, boolean sealable) implements RedactionResult {}
}
