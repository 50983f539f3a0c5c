package dev.plumbline.stage.alert.score;

import dev.plumbline.event.pane.FlipCount;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Between which ends the bias score of several panes lies, all but surely.
 *
 * @param low lower end
 * @param high upper end
 */
public record BiasBounds(double low, double high) {

  private static final Map<String, OutcomeRate> GAPS =
      Map.of(
          "selection_gap", OutcomeRate.SELECTION,
          "true_positive_gap", OutcomeRate.TRUE_POSITIVE,
          "false_positive_gap", OutcomeRate.FALSE_POSITIVE);

  /**
   * A figure with what it may be off by: how much one record moves it at most, and its variance.
   */
  private record Figure(double value, double variance, double step) {

    /** Bernstein's inequality (1924): further off with a chance of at most exp(-nats), each way. */
    double arm(double nats) {
      return StrictMath.sqrt(2 * variance * nats) + step * nats / 3;
    }
  }

  /**
   * Null when no indicator can be told. Each indicator's ends hold with all others', but for a
   * chance of {@code chance} for the lower ends, and as much for the upper ones.
   */
  public static @Nullable BiasBounds of(BiasSums sums, Policy policy, double chance) {
    Map<String, List<Figure>> figures = new TreeMap<>();
    for (Map.Entry<String, Double> beta : policy.ethics().bias().entrySet()) {
      List<Figure> of = beta.getValue() > 0 ? figures(beta.getKey(), sums, policy) : List.of();
      if (!of.isEmpty()) {
        figures.put(beta.getKey(), of);
      }
    }
    if (figures.isEmpty()) {
      return null;
    }
    long comparisons = figures.values().stream().mapToLong(List::size).sum();
    double nats = StrictMath.log(2 * comparisons / chance);
    double low = 0;
    double high = 0;
    double weights = 0;
    for (Map.Entry<String, List<Figure>> indicator : figures.entrySet()) {
      double beta = policy.ethics().bias().getOrDefault(indicator.getKey(), 0.0);
      double least = 0;
      double most = 0;
      for (Figure figure : indicator.getValue()) {
        least = Math.max(least, figure.value() - figure.arm(nats));
        most = Math.max(most, figure.value() + figure.arm(nats));
      }
      low += beta * least;
      high += beta * most;
      weights += beta;
    }
    return new BiasBounds(low / weights, Math.min(1, high / weights));
  }

  private static List<Figure> figures(String indicator, BiasSums sums, Policy policy) {
    OutcomeRate rate = GAPS.get(indicator);
    if (rate != null) {
      List<Figure> gaps = new ArrayList<>();
      sums.attributes().values().forEach(groups -> addGaps(gaps, rate, groups, policy));
      return gaps;
    }
    return indicator.equals("representation")
        ? shortfalls(sums, policy)
        : flips(sums, policy.groups().minimumSize());
  }

  private static void addGaps(
      List<Figure> gaps, OutcomeRate rate, Map<String, GroupSums> groups, Policy policy) {
    List<RateSums> large =
        groups.values().stream()
            .map(group -> group.of(rate))
            .filter(of -> of.trials() >= policy.groups().minimumSize())
            .toList();
    for (int i = 0; i < large.size(); i++) {
      for (int j = 0; j < i; j++) {
        RateSums a = large.get(i);
        RateSums b = large.get(j);
        gaps.add(
            new Figure(
                Math.abs(a.away() - b.away()),
                a.varianceOfMean() + b.varianceOfMean(),
                1 / Math.min(a.trials(), b.trials())));
      }
    }
  }

  private static List<Figure> shortfalls(BiasSums sums, Policy policy) {
    List<Figure> shortfalls = new ArrayList<>();
    policy
        .groups()
        .population()
        .forEach(
            (attribute, shares) -> {
              Map<String, GroupSums> groups = sums.attributes().getOrDefault(attribute, Map.of());
              double all = groups.values().stream().mapToLong(GroupSums::requests).sum();
              if (all >= policy.groups().minimumSize()) {
                shares.forEach(
                    (group, share) -> {
                      double seen = groups.getOrDefault(group, GroupSums.NONE).requests() / all;
                      shortfalls.add(new Figure(share - seen, share * (1 - share) / all, 1 / all));
                    });
              }
            });
    return shortfalls;
  }

  private static List<Figure> flips(BiasSums sums, long minimum) {
    List<Figure> rates = new ArrayList<>();
    for (FlipCount flips : sums.flips().values()) {
      double tried = flips.tried();
      if (tried >= minimum) {
        double p = (flips.flipped() + 0.5) / (tried + 1);
        rates.add(new Figure(flips.flipped() / tried, p * (1 - p) / tried, 1 / tried));
      }
    }
    return rates;
  }
}
