package dev.plumbline.stage.measure.record;

import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.NamedCount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What each label would cost a prediction if it were the true one: -ln p of the probability that
 * the prediction gave it. A probability of 0 costs as much as scikit-learn's {@code log_loss} makes
 * it cost, -ln of the smallest double that 1 can be told from.
 */
final class LabelLosses {

  /** Further labels are the unlikely ones of a prediction that lists very many. */
  static final int MOST = 32;

  private static final double LEAST = Math.ulp(1.0);

  private static final Comparator<NamedCount> LIKELIEST =
      Comparator.comparingLong(NamedCount::value).thenComparing(NamedCount::name);

  private LabelLosses() {}

  /**
   * @param scores probabilities by label; may be empty
   * @return billionths by label, the likeliest first
   */
  static List<NamedCount> of(Map<String, Double> scores) {
    return scores.entrySet().stream()
        .map(score -> new NamedCount(score.getKey(), loss(score.getValue())))
        .sorted(LIKELIEST)
        .limit(MOST)
        .toList();
  }

  /** StrictMath: the same bits on every machine. */
  private static long loss(double probability) {
    double p = Math.min(1 - LEAST, Math.max(LEAST, probability));
    return Math.round(-StrictMath.log(p) * GroupScores.BILLION);
  }
}
