package dev.plumbline.stage.redact.request;

import dev.plumbline.stage.redact.request.RedactionResult.Stopped;
import dev.plumbline.stage.redact.text.TaggedTexts;
import org.jspecify.annotations.Nullable;

/** One raw record, parsed once and not yet answered. Its methods never throw. */
public sealed interface OpenRequest permits OpenRequest.Decided, ReadableRequest {

  /** What a model must be shown before the record can be redacted; null when nothing. */
  @Nullable TaggingRequest tagging();

  /**
   * @param tagged what the model found in the texts of {@link #tagging}
   */
  RedactionResult redact(TaggedTexts tagged);

  /** The model could not be shown the texts: the record stops. */
  Stopped untagged(Throwable failure);

  /** A record that stops whatever its texts hold. */
  record Decided(Stopped result) implements OpenRequest {
    @Override
    public @Nullable TaggingRequest tagging() {
      return null;
    }

    @Override
    public RedactionResult redact(TaggedTexts tagged) {
      return result;
    }

    @Override
    public Stopped untagged(Throwable failure) {
      return result;
    }
  }
}
