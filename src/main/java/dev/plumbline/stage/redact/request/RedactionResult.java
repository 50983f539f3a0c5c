package dev.plumbline.stage.redact.request;

import dev.plumbline.event.DeadLetter.Disposition;
import dev.plumbline.event.Inference;
import org.jspecify.annotations.Nullable;

/** What became of one raw record. */
public sealed interface RedactionResult {

  /** It goes on, redacted. */
  record Passed(Inference inference) implements RedactionResult {}

  /**
   * It stops here.
   *
   * @param model a model that has a policy, else null
   * @param sealable whether the payload may be kept under seal
   */
  record Stopped(
      Disposition disposition,
      @Nullable String model,
      String errorClass,
      String reason,
      boolean sealable)
      implements RedactionResult {}
}
