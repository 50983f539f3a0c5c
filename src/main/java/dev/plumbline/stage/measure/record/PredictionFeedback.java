package dev.plumbline.stage.measure.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has come for one prediction.
 *
 * @param first the label with the earliest time, which is the evidence; null before any
 * @param last the label with the latest time, which the measures count; null before any
 * @param seen other outcomes that count once, by name
 */
public record PredictionFeedback(@Nullable Truth first, @Nullable Truth last, List<String> seen) {

  public static final PredictionFeedback NONE = new PredictionFeedback(null, null, List.of());

  /**
   * A label and when it was given. Of two labels the later one is the greater; of labels given at
   * the same time the greater by name, so that the order in which they arrive never shows.
   *
   * @param time epoch milliseconds
   */
  public record Truth(String label, long time) implements Comparable<Truth> {
    @Override
    public int compareTo(Truth other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : label.compareTo(other.label);
    }
  }

  public PredictionFeedback {
    seen = List.copyOf(seen);
  }

  public PredictionFeedback with(@Nullable Truth earliest, @Nullable Truth latest) {
    return new PredictionFeedback(earliest, latest, seen);
  }

  /** With one more name seen. */
  public PredictionFeedback saw(String name) {
    List<String> next = new ArrayList<>(seen);
    next.add(name);
    return new PredictionFeedback(first, last, next);
  }
}
