package dev.plumbline.stage.redact.request;

import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.Inference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of one raw record. */
public sealed interface RedactionResult {

  /** It goes on, redacted. */
  record Passed(Inference inference) implements RedactionResult {}

  /**
   * It stops here.
   *
   * @param sealable whether the payload may be kept under seal
   */
  record Stopped(DeadLetterCause cause, boolean sealable) implements RedactionResult {

    private static final Logger LOG = LoggerFactory.getLogger(RedactionResult.class);

    /**
     * @param model null when the failure came before the model was known
     */
    public static Stopped by(Throwable failure, @Nullable String model) {
      if (failure instanceof RequestRejection bad) {
        return new Stopped(
            DeadLetterCause.rejected(model, bad.errorClass(), bad.reason()), bad.sealable());
      }
      // The class alone: the message of an exception may quote the record.
      String name = failure.getClass().getSimpleName();
      LOG.warn("a record could not be redacted and was dead-lettered: {}", name);
      return new Stopped(
          DeadLetterCause.rejected(model, "redaction_failed", "redaction failed with " + name),
          true);
    }

    /** Nothing of a record without consent is kept, not even under seal. */
    static Stopped withheld(String model) {
      return new Stopped(
          DeadLetterCause.withheld(
              model, "consent_withheld", "no consent for the policy's purpose"),
          false);
    }
  }
}
