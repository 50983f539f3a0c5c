package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.stage.alert.evidence.SimulatedGroup.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How often twelve rules page although nothing is wrong: deployments of some days at panes of one
 * minute, with groups from one person a minute to hundreds, some in bursts. Every page is a false
 * one. Beside the e-detectors, on the same traffic: a bare threshold on a five-minute window's
 * estimate, and a z-test of every such window.
 *
 * <p>Run from the command line for the figures in docs/alerts.md; a short run is asserted in {@link
 * SimulationTest}.
 */
final class NullSimulation {

  /** The rates of the reference and of the groups at a minute. */
  enum Scenario {
    /** Six groups, two metrics, both exactly at their tolerance: 0.5 against 0.4. */
    BOUNDARY,
    /** Twelve groups, one metric exactly at its tolerance, while everybody's rate swings daily. */
    SWINGING,
    /** Six groups, two metrics, no gap at all. */
    FAIR,
    /**
     * Twelve groups, one metric: every other group beyond its tolerance, the rest exactly at it.
     */
    MIXED;

    double reference(int minute) {
      return this == SWINGING ? 0.5 + 0.35 * Math.sin(2 * Math.PI * minute / 1440) : 0.5;
    }

    double group(int minute, int group) {
      double gap = this == FAIR ? 0 : tolerated(group) ? 0.1 : 0.15;
      return reference(minute) - gap;
    }

    boolean tolerated(int group) {
      return this != MIXED || group % 2 == 1;
    }

    List<FairnessRule> rules() {
      FairnessRule difference = new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1);
      return groups() == 12
          ? List.of(difference)
          : List.of(difference, new FairnessRule(FairnessMetric.DISPARATE_IMPACT_RATIO, 0.8));
    }

    int groups() {
      return this == SWINGING || this == MIXED ? 12 : 6;
    }
  }

  /**
   * False pages of all deployments, by who pages.
   *
   * @param open detectors alone with the thresholds for groups not known beforehand
   * @param declared detectors alone with the threshold for declared groups
   * @param openSum as the product pages, by the sum over all rules, groups not known beforehand:
   *     the false parts of its pages
   * @param declaredSum the same, groups declared
   * @param all pages of the product, true ones too, groups declared
   */
  record Pages(
      long open,
      long declared,
      double openSum,
      double declaredSum,
      long all,
      long bareThreshold,
      long zTest) {
    Pages plus(Pages other) {
      return new Pages(
          open + other.open,
          declared + other.declared,
          openSum + other.openSum,
          declaredSum + other.declaredSum,
          all + other.all,
          bareThreshold + other.bareThreshold,
          zTest + other.zTest);
    }
  }

  private final Scenario scenario;
  private final int minutes;

  NullSimulation(Scenario scenario, int minutes) {
    this.scenario = scenario;
    this.minutes = minutes;
  }

  /** One false page is allowed in the whole of the minutes. */
  Pages deployment(long seed) {
    BinomialDraws binomial = new BinomialDraws(seed);
    SimulatedTraffic traffic = new SimulatedTraffic(binomial, scenario.groups());
    List<SimulatedGroup> groups = new ArrayList<>();
    for (int g = 0; g < scenario.groups(); g++) {
      groups.add(new SimulatedGroup(scenario.rules(), g, scenario.groups(), minutes));
    }
    SimulatedSum open = new SimulatedSum(groups, Way.OPEN_SUM, minutes, scenario::tolerated);
    SimulatedSum declared =
        new SimulatedSum(groups, Way.DECLARED_SUM, minutes, scenario::tolerated);
    for (int minute = 0; minute < minutes; minute++) {
      traffic.minute(scenario.reference(minute));
      for (int g = 0; g < groups.size(); g++) {
        groups.get(g).pane(traffic.sample(g, scenario.group(minute, g)));
      }
      open.pane();
      declared.pane();
    }
    return IntStream.range(0, groups.size())
        .filter(scenario::tolerated)
        .mapToObj(g -> groups.get(g).pages())
        .reduce(
            new Pages(0, 0, open.falseParts(), declared.falseParts(), declared.pages(), 0, 0),
            Pages::plus);
  }

  /** Exact 95 % interval of a Poisson mean (Garwood 1936). */
  static double[] interval(long count) {
    double low =
        count == 0
            ? 0
            : ChiSquaredDistribution.of(2.0 * count).inverseCumulativeProbability(0.025) / 2;
    double high =
        ChiSquaredDistribution.of(2.0 * count + 2).inverseCumulativeProbability(0.975) / 2;
    return new double[] {low, high};
  }

  /** Arguments: scenario, deployments, days, and the first seed, 0 if left out. */
  public static void main(String[] arguments) {
    Scenario scenario = Scenario.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    int deployments = Integer.parseInt(arguments[1]);
    int days = Integer.parseInt(arguments[2]);
    int first = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0;
    NullSimulation simulation = new NullSimulation(scenario, days * 1440);
    Pages sum = new Pages(0, 0, 0, 0, 0, 0, 0);
    for (int i = 0; i < deployments; i++) {
      sum = sum.plus(simulation.deployment(first + i));
      if ((i + 1) % 10 == 0 || i + 1 == deployments) {
        print(scenario, i + 1, days, sum);
      }
    }
  }

  private static void print(Scenario scenario, int deployments, int days, Pages pages) {
    System.out.printf(
        Locale.ROOT,
        "%s, %d deployments of %d days, promised %d%n",
        scenario,
        deployments,
        days,
        deployments);
    line("  sum, groups not declared", pages.openSum(), deployments);
    line("  sum, groups declared", pages.declaredSum(), deployments);
    line("  each alone, groups not declared", pages.open(), deployments);
    line("  each alone, groups declared", pages.declared(), deployments);
    line("  bare threshold, 5-minute window", pages.bareThreshold(), deployments);
    System.out.printf(Locale.ROOT, "  pages of the sum, true ones too: %d%n", pages.all());
    line("  z-test at 0.05, 5-minute window", pages.zTest(), deployments);
  }

  private static void line(String who, double count, int deployments) {
    double[] interval = interval(Math.round(count));
    System.out.printf(
        Locale.ROOT,
        "%-34s %11.1f pages, %.4g a deployment (95 %% interval %s)%n",
        who,
        count,
        count / deployments,
        Arrays.toString(
            Arrays.stream(interval).map(x -> Math.round(x / deployments * 1e4) / 1e4).toArray()));
  }
}
