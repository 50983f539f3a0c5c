package dev.plumbline.stage.score.record;

import dev.plumbline.event.Inference;
import dev.plumbline.event.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of one record. */
public sealed interface RecordAnswer {

  /** It goes on with its prediction and indicators. */
  record Scored(Inference inference) implements RecordAnswer {}

  /** It was asked again with other words, or passed over and there is nothing to say. */
  record Probed(List<Outcome> outcomes) implements RecordAnswer {}

  /**
   * It goes to the dead letters.
   *
   * @param model null when it has no policy or could not be read
   * @param reason holds nothing that the request said
   */
  record Rejected(@Nullable String model, String errorClass, String reason)
      implements RecordAnswer {}
}
