package dev.plumbline.stage.redact.request;

import dev.plumbline.stage.redact.ner.EntityTagger;
import dev.plumbline.stage.redact.request.RedactionResult.Passed;
import dev.plumbline.stage.redact.request.RedactionResult.Stopped;
import dev.plumbline.stage.redact.text.TaggedTexts;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record of a known model that may be redacted. */
final class ReadableRequest implements OpenRequest {

  private final RawRequest raw;
  private final ModelRedactor redactor;
  private final EventTime eventTime;
  private final long recordTime;
  private final @Nullable TaggingRequest tagging;

  ReadableRequest(RawRequest raw, ModelRedactor redactor, EventTime eventTime, long recordTime) {
    this.raw = raw;
    this.redactor = redactor;
    this.eventTime = eventTime;
    this.recordTime = recordTime;
    this.tagging = tagging(raw, redactor);
  }

  private static @Nullable TaggingRequest tagging(RawRequest raw, ModelRedactor redactor) {
    EntityTagger tagger = redactor.tagger();
    if (tagger == null) {
      return null;
    }
    try {
      Set<String> texts = redactor.texts(raw);
      return texts.isEmpty() ? null : new TaggingRequest(tagger, texts);
    } catch (RuntimeException | StackOverflowError e) {
      return null; // redact comes to the same failure and tells it
    }
  }

  @Override
  public @Nullable TaggingRequest tagging() {
    return tagging;
  }

  @Override
  public RedactionResult redact(TaggedTexts tagged) {
    try {
      Instant time =
          eventTime.read(
              raw.child("timestamp"), recordTime, redactor.policy().windows().maxFuture());
      return new Passed(redactor.redact(raw, time, tagged));
    } catch (RuntimeException | StackOverflowError e) {
      return Stopped.by(e, redactor.policy().model());
    }
  }

  @Override
  public Stopped untagged(Throwable failure) {
    return Stopped.by(failure, redactor.policy().model());
  }
}
