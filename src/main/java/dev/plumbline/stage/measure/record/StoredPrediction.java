package dev.plumbline.stage.measure.record;

import dev.plumbline.stage.measure.counts.NamedCount;
import java.util.List;

/**
 * What is kept of a prediction until nothing can come for it any more.
 *
 * @param time event time, epoch milliseconds
 * @param groups keys {@code attribute=group}
 * @param label predicted
 * @param probability of a favourable outcome, billionths; below zero when it is not known
 * @param losses -ln of the probability of each label that the prediction lists, billionths
 * @param person hash of the subject; {@link Observation#NOBODY} when it is not known
 * @param content hash, an even number, of text or features, label and groups; 0 when it is not
 *     known
 * @param feedback what has come for it
 */
public record StoredPrediction(
    String model,
    long time,
    List<String> groups,
    boolean favourable,
    String label,
    long probability,
    List<NamedCount> losses,
    long person,
    long content,
    PredictionFeedback feedback) {

  /** Of one whose content is not known. */
  public StoredPrediction(
      String model,
      long time,
      List<String> groups,
      boolean favourable,
      String label,
      long probability,
      List<NamedCount> losses,
      long person,
      PredictionFeedback feedback) {
    this(model, time, groups, favourable, label, probability, losses, person, 0, feedback);
  }

  /** Of a prediction that lists no probabilities, of nobody in particular. */
  public StoredPrediction(
      String model,
      long time,
      List<String> groups,
      boolean favourable,
      String label,
      long probability,
      PredictionFeedback feedback) {
    this(
        model,
        time,
        groups,
        favourable,
        label,
        probability,
        List.of(),
        Observation.NOBODY,
        feedback);
  }

  public StoredPrediction {
    groups = List.copyOf(groups);
    losses = List.copyOf(losses);
  }

  public StoredPrediction with(PredictionFeedback next) {
    return new StoredPrediction(
        model, time, groups, favourable, label, probability, losses, person, content, next);
  }
}
