package dev.plumbline.stage.score.record;

import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Outcome;
import java.util.List;

/** What becomes of one record. */
public sealed interface RecordAnswer {

  /** It goes on with its prediction and indicators. */
  record Scored(Inference inference) implements RecordAnswer {}

  /**
   * The same for a request that is passed on as it came, but for what was added.
   *
   * @param json the scored request
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record PassedOn(String requestId, byte[] json) implements RecordAnswer {}

  /** It was asked again with other words, or passed over and there is nothing to say. */
  record Probed(List<Outcome> outcomes) implements RecordAnswer {}

  /**
   * It goes to the dead letters.
   *
   * @param cause without a model when the model has no policy or could not be read
   */
  record Rejected(DeadLetterCause cause) implements RecordAnswer {}
}
