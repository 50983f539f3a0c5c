package dev.plumbline.stage.retrain.train;

import dev.plumbline.stage.retrain.train.tune.TrainingCurve;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What training came to, written as JSON beside the candidate.
 *
 * @param accepted the gate let the candidate through
 * @param reason why not; null when accepted
 * @param trained examples learned from
 * @param heldBack examples that both figures are measured on
 * @param before figures of the model that training started from
 * @param after figures of the candidate
 * @param curve how the training went; null of a trainer that does not tell
 */
public record TrainingResult(
    boolean accepted,
    @Nullable String reason,
    long trained,
    long heldBack,
    Map<String, Double> before,
    Map<String, Double> after,
    @Nullable TrainingCurve curve) {
  public TrainingResult {
    before = new TreeMap<>(before);
    after = new TreeMap<>(after);
  }
}
