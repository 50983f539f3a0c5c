package dev.plumbline.stage.retrain.train.tune;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a training went.
 *
 * @param epochs in order; the first, 0, is the model before it learned anything, where it was
 *     looked at
 * @param kept the epoch after which the model was kept
 */
public record TrainingCurve(List<Epoch> epochs, int kept) {

  public TrainingCurve {
    epochs = List.copyOf(epochs);
  }

  /**
   * One pass over what is learned from.
   *
   * @param loss mean weighted cross-entropy, in nats, of the batches while they were learned; null
   *     before the first
   * @param checkLoss the same of records that are not learned from, afterwards; null without such
   * @param checkAccuracy share of those that are answered right; null without such
   * @param rate learning rate of its last step; null before the first
   */
  public record Epoch(
      int epoch,
      @Nullable Double loss,
      @Nullable Double checkLoss,
      @Nullable Double checkAccuracy,
      @Nullable Double rate) {}
}
