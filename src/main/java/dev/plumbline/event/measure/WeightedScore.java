package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ethics score E or the bias score B of one window.
 *
 * @param score weighted mean in [0, 1]; null when no indicator could be measured
 * @param sum the weighted sum over the records
 * @param contributions each indicator's share of {@code score}; they add up to it
 * @param values each indicator by itself, in [0, 1]; also those that the policy gives no weight
 * @param low lower end of the score's 95 % interval; null without a score
 * @param high upper end; null without a score
 */
public record WeightedScore(
    @Nullable Double score,
    double sum,
    Map<String, Double> contributions,
    Map<String, Double> values,
    @Nullable Double low,
    @Nullable Double high) {

  /** Without an interval, as windows of before there was one. */
  public WeightedScore(
      @Nullable Double score,
      double sum,
      Map<String, Double> contributions,
      Map<String, Double> values) {
    this(score, sum, contributions, values, null, null);
  }

  public WeightedScore {
    contributions = MessageChecks.map(contributions);
    values = MessageChecks.map(values);
  }
}
