package dev.plumbline.stage.redact.outcome;

import dev.plumbline.event.Outcome;
import dev.plumbline.stage.redact.request.RedactionResult.Stopped;

/** What became of one raw outcome. */
sealed interface OutcomeResult {

  /** It goes on, redacted. */
  record Passed(Outcome outcome) implements OutcomeResult {}

  /** It stops here. */
  record Refused(Stopped stopped) implements OutcomeResult {}
}
