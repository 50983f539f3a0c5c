package dev.plumbline.stage.measure.window;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.LargestGap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bias indicators g_j in [0, 1] of one window, each less what chance makes of it; what has too
 * little evidence is left out, so that it is never taken for fair. The intervals of all indicators
 * hold together in 95 of 100 windows (Bonferroni).
 *
 * <ul>
 *   <li>{@code selection_gap}, {@code true_positive_gap}, {@code false_positive_gap}: the largest
 *       gap between any two groups of any attribute that are large enough to compare ({@link
 *       LargestGap})
 *   <li>{@code counterfactual}: the largest flip rate of any attribute's words, the share of the
 *       texts tried whose decision turned when only these words were swapped
 *   <li>{@code representation}: the most by which any declared group's share of the traffic falls
 *       short of its share of the population; a group that nobody belongs to counts too
 * </ul>
 */
final class BiasIndicators {

  private static final Map<String, OutcomeRate> GAPS =
      Map.of(
          "selection_gap", OutcomeRate.SELECTION,
          "true_positive_gap", OutcomeRate.TRUE_POSITIVE,
          "false_positive_gap", OutcomeRate.FALSE_POSITIVE);

  private final Policy policy;

  BiasIndicators(Policy policy) {
    this.policy = policy;
  }

  Map<String, IntervalEstimate> measure(MeasureCounts counts) {
    Map<String, List<List<BinomialProportion>>> gaps = new TreeMap<>();
    GAPS.forEach((name, rate) -> gaps.put(name, rates(rate, counts)));
    List<BinomialProportion> flips = flips(counts);
    List<PopulationShortfall> shortfalls = shortfalls(counts);
    int intervals = flips.size();
    for (List<List<BinomialProportion>> attributes : gaps.values()) {
      intervals += attributes.stream().mapToInt(of -> LargestGap.pairs(of.size())).sum();
    }
    intervals += shortfalls.stream().mapToInt(each -> each.population().size()).sum();
    ConfidenceLevel each = ConfidenceLevel.USUAL.sharedBy(intervals);
    Map<String, IntervalEstimate> indicators = new TreeMap<>();
    gaps.forEach(
        (name, attributes) ->
            attributes.forEach(of -> put(indicators, name, LargestGap.between(of, each))));
    flips.forEach(rate -> put(indicators, "counterfactual", rate.interval(each)));
    shortfalls.forEach(of -> put(indicators, "representation", of.largest(each)));
    return indicators;
  }

  private static void put(Map<String, IntervalEstimate> to, String name, IntervalEstimate value) {
    to.merge(name, value, IntervalEstimate::largest);
  }

  /** One list for each attribute with two groups that are large enough. */
  private List<List<BinomialProportion>> rates(OutcomeRate rate, MeasureCounts counts) {
    List<List<BinomialProportion>> attributes = new ArrayList<>();
    for (String attribute : policy.groups().attributes().keySet().stream().sorted().toList()) {
      List<BinomialProportion> rates =
          counts.groupsOf(attribute).stream()
              .filter(group -> rate.trials(group) >= policy.groups().minimumSize())
              .map(group -> new BinomialProportion(rate.successes(group), rate.trials(group)))
              .toList();
      if (rates.size() > 1) {
        attributes.add(rates);
      }
    }
    return attributes;
  }

  private List<BinomialProportion> flips(MeasureCounts counts) {
    List<BinomialProportion> flips = new ArrayList<>();
    for (String attribute : policy.ethics().counterfactual().words().keySet()) {
      long tried = counts.fact(CounterNames.COUNTERFACTUALS + attribute);
      if (tried >= policy.groups().minimumSize()) {
        flips.add(new BinomialProportion(counts.fact(CounterNames.FLIPS + attribute), tried));
      }
    }
    return flips;
  }

  private List<PopulationShortfall> shortfalls(MeasureCounts counts) {
    List<PopulationShortfall> shortfalls = new ArrayList<>();
    policy
        .groups()
        .population()
        .forEach(
            (attribute, shares) -> {
              Map<String, Long> requests = new TreeMap<>();
              for (GroupCounts group : counts.groupsOf(attribute)) {
                requests.merge(group.group(), group.requests(), Long::sum);
              }
              long all = requests.values().stream().mapToLong(Long::longValue).sum();
              if (all >= policy.groups().minimumSize()) {
                shortfalls.add(new PopulationShortfall(shares, requests, all));
              }
            });
    return shortfalls;
  }
}
