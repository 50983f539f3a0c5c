package dev.plumbline.stage.measure.window;

import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.LargestGap;
import java.util.Map;
import java.util.TreeMap;

/**
 * By how much an attribute's groups are rarer in the traffic than in the population.
 *
 * @param population share by group
 * @param requests by group; groups that nobody belongs to may be missing
 * @param all requests with the attribute, at least one
 */
record PopulationShortfall(Map<String, Double> population, Map<String, Long> requests, long all) {

  /**
   * The largest, less what chance makes of it: shrunk by the share of Pearson's chi-square
   * statistic of fit that chance explains.
   *
   * @param each what each group's interval holds
   */
  IntervalEstimate largest(ConfidenceLevel each) {
    double largest = 0;
    double low = 0;
    double high = 0;
    double statistic = 0;
    for (Map.Entry<String, Double> share : new TreeMap<>(population).entrySet()) {
      BinomialProportion seen =
          new BinomialProportion(requests.getOrDefault(share.getKey(), 0L), all);
      IntervalEstimate interval = seen.interval(each);
      largest = Math.max(largest, share.getValue() - seen.rate());
      low = Math.max(low, share.getValue() - interval.high());
      high = Math.max(high, share.getValue() - interval.low());
      double expected = share.getValue() * all;
      double away = seen.successes() - expected;
      statistic += expected > 0 ? away * away / expected : 0;
    }
    double value = largest * LargestGap.keptOf(statistic, Math.max(1, population.size() - 1));
    return new IntervalEstimate(Math.max(low, value), low, high);
  }
}
