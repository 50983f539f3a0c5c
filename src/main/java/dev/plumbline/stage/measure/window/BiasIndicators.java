package dev.plumbline.stage.measure.window;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.statistics.BinomialProportion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bias indicators g_j in [0, 1] of one window; what has too little evidence is left out, so
 * that it is never taken for fair.
 *
 * <ul>
 *   <li>{@code selection_gap}, {@code true_positive_gap}, {@code false_positive_gap}: the largest
 *       gap between any two groups of any attribute that are large enough to compare
 *   <li>{@code counterfactual}: the largest flip rate of any attribute's words, the share of the
 *       texts tried whose decision turned when only these words were swapped
 *   <li>{@code representation}: the most by which any declared group's share of the traffic falls
 *       short of its share of the population; a group that nobody belongs to counts too
 * </ul>
 */
final class BiasIndicators {

  private final Policy policy;

  BiasIndicators(Policy policy) {
    this.policy = policy;
  }

  Map<String, Double> measure(MeasureCounts counts) {
    Map<String, Double> gaps = new TreeMap<>();
    putLargest(gaps, "selection_gap", OutcomeRate.SELECTION, counts);
    putLargest(gaps, "true_positive_gap", OutcomeRate.TRUE_POSITIVE, counts);
    putLargest(gaps, "false_positive_gap", OutcomeRate.FALSE_POSITIVE, counts);
    putFlipRate(gaps, counts);
    putShortfall(gaps, counts);
    return gaps;
  }

  private void putLargest(
      Map<String, Double> gaps, String name, OutcomeRate rate, MeasureCounts counts) {
    for (String attribute : policy.groups().attributes().keySet()) {
      List<BinomialProportion> rates =
          counts.groupsOf(attribute).stream()
              .filter(group -> rate.trials(group) >= policy.groups().minimumSize())
              .map(group -> new BinomialProportion(rate.successes(group), rate.trials(group)))
              .toList();
      if (rates.size() > 1) {
        double high = rates.stream().mapToDouble(BinomialProportion::rate).max().orElse(0);
        double low = rates.stream().mapToDouble(BinomialProportion::rate).min().orElse(0);
        gaps.merge(name, high - low, Math::max);
      }
    }
  }

  private void putFlipRate(Map<String, Double> gaps, MeasureCounts counts) {
    for (String attribute : policy.ethics().counterfactual().words().keySet()) {
      long tried = counts.fact(CounterNames.COUNTERFACTUALS + attribute);
      if (tried >= policy.groups().minimumSize()) {
        double rate = (double) counts.fact(CounterNames.FLIPS + attribute) / tried;
        gaps.merge("counterfactual", rate, Math::max);
      }
    }
  }

  private void putShortfall(Map<String, Double> gaps, MeasureCounts counts) {
    policy
        .groups()
        .population()
        .forEach(
            (attribute, shares) -> {
              List<GroupCounts> groups = counts.groupsOf(attribute);
              long all = groups.stream().mapToLong(GroupCounts::requests).sum();
              if (all >= policy.groups().minimumSize()) {
                gaps.merge("representation", shortfall(groups, all, shares), Math::max);
              }
            });
  }

  private static double shortfall(List<GroupCounts> groups, long all, Map<String, Double> shares) {
    double largest = 0;
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      long requests =
          groups.stream()
              .filter(group -> group.group().equals(share.getKey()))
              .mapToLong(GroupCounts::requests)
              .sum();
      largest = Math.max(largest, share.getValue() - (double) requests / all);
    }
    return largest;
  }
}
