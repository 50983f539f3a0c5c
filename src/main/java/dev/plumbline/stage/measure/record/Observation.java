package dev.plumbline.stage.measure.record;

import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.NamedCount;
import dev.plumbline.statistics.sketch.StableHash;
import java.util.List;

/**
 * What one scored record adds to its pane: no text, no features.
 *
 * @param time event time, epoch milliseconds
 * @param groups keys {@code attribute=group} of the record's groups, intersections and everyone
 * @param label predicted
 * @param probability of a favourable outcome, billionths; {@link #NO_PROBABILITY} when it is not
 *     known
 * @param risk weight of the record, billionths
 * @param indicators ethics indicators in [0, 1], billionths
 * @param signals what drift watches
 * @param facts further numbers by the names in {@link CounterNames}
 * @param losses -ln of the probability of each label that the prediction lists, billionths
 * @param person hash of the subject; {@link #NOBODY} when it is not known
 * @param content hash, an even number, of what the decision is made of: text or features, label and
 *     groups; 0 when it is not asked for or there is neither
 */
public record Observation(
    String model,
    long time,
    List<String> groups,
    boolean favourable,
    String label,
    long probability,
    String modelVersion,
    long risk,
    List<NamedCount> indicators,
    List<SignalValue> signals,
    List<NamedCount> facts,
    List<NamedCount> losses,
    long person,
    long content) {

  /** Of a decision whose content is not asked for. */
  public Observation(
      String model,
      long time,
      List<String> groups,
      boolean favourable,
      String label,
      long probability,
      String modelVersion,
      long risk,
      List<NamedCount> indicators,
      List<SignalValue> signals,
      List<NamedCount> facts,
      List<NamedCount> losses,
      long person) {
    this(
        model,
        time,
        groups,
        favourable,
        label,
        probability,
        modelVersion,
        risk,
        indicators,
        signals,
        facts,
        losses,
        person,
        0);
  }

  /** Of a prediction that lists no probabilities. */
  public Observation(
      String model,
      long time,
      List<String> groups,
      boolean favourable,
      String label,
      long probability,
      String modelVersion,
      long risk,
      List<NamedCount> indicators,
      List<SignalValue> signals,
      List<NamedCount> facts) {
    this(
        model,
        time,
        groups,
        favourable,
        label,
        probability,
        modelVersion,
        risk,
        indicators,
        signals,
        facts,
        List.of(),
        NOBODY);
  }

  /** What has it counts as a decision, and in no measure of scores. */
  public static final long NO_PROBABILITY = -1;

  /** The person of a record without a subject. */
  public static final long NOBODY = 0;

  public Observation {
    groups = List.copyOf(groups);
    indicators = List.copyOf(indicators);
    signals = List.copyOf(signals);
    facts = List.copyOf(facts);
    losses = List.copyOf(losses);
  }

  /** Hash of a content and one more word: even, so that it is no person's, and not 0. */
  public static long contentHash(long content, String word) {
    long mixed = StableHash.mix(content + StableHash.splitMix(word)) & ~1L;
    return mixed == 0 ? 2 : mixed;
  }

  /** What is kept of it until its label comes. */
  public StoredPrediction kept() {
    return new StoredPrediction(
        model,
        time,
        groups,
        favourable,
        label,
        probability,
        losses,
        person,
        content,
        PredictionFeedback.NONE);
  }
}
