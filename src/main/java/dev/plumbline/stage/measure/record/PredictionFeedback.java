package dev.plumbline.stage.measure.record;

import dev.plumbline.event.TrueLabel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has come for one prediction.
 *
 * @param first the smallest label by {@link TrueLabel}'s order, which is the evidence; null before
 *     any
 * @param last the greatest label, the truth, which the measures count; null before any
 * @param seen other outcomes that count once, by name
 */
public record PredictionFeedback(
    @Nullable TrueLabel first, @Nullable TrueLabel last, List<String> seen) {

  public static final PredictionFeedback NONE = new PredictionFeedback(null, null, List.of());

  public PredictionFeedback {
    seen = List.copyOf(seen);
  }

  public PredictionFeedback with(@Nullable TrueLabel earliest, @Nullable TrueLabel latest) {
    return new PredictionFeedback(earliest, latest, seen);
  }

  /** With one more name seen. */
  public PredictionFeedback saw(String name) {
    List<String> next = new ArrayList<>(seen);
    next.add(name);
    return new PredictionFeedback(first, last, next);
  }
}
