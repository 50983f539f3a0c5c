package dev.plumbline.stage.retrain.gate;

import dev.plumbline.event.Prediction;
import java.util.Map;

/**
 * One labelled record through both models.
 *
 * @param attributes names of groups, as in {@code training-examples}
 * @param label the true label
 * @param before what the serving model said
 * @param after what the candidate said
 */
public record PairedPrediction(
    Map<String, String> attributes, String label, Prediction before, Prediction after) {
  public PairedPrediction {
    attributes = Map.copyOf(attributes);
  }
}
