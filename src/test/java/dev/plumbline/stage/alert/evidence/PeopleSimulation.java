package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.EvidencePolicy;
import dev.plumbline.policy.EvidencePolicy.Unit;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.unit.UnitBlocks;
import dev.plumbline.stage.measure.unit.UnitCandidates;
import dev.plumbline.stage.measure.unit.UnitFacts;
import dev.plumbline.stage.measure.unit.UnitLedger;
import dev.plumbline.stage.measure.unit.UnitPane;
import dev.plumbline.stage.measure.unit.UnitRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * People who come back: each day half of everybody, each with some decisions, at a rate of their
 * own that stays. The gap of the people there are is exactly at the tolerance, or beyond it from an
 * onset on. Which decisions are evidence is chosen by the product's own {@link UnitLedger}.
 *
 * <p>Three groups of 100, 1,000 and 5,000 people are compared with 3,000 others by two metrics:
 * twelve detectors, one false page allowed in the days of a deployment.
 *
 * <p>Run from the command line for the figures in docs/alerts.md; a short run is asserted in {@link
 * SimulationTest}.
 */
final class PeopleSimulation {

  private static final List<FairnessRule> RULES =
      List.of(
          new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1),
          new FairnessRule(FairnessMetric.DISPARATE_IMPACT_RATIO, 0.8));
  private static final int[] DECISIONS = {1, 2, 3, 5, 10, 20};
  private static final double[] CORRELATIONS = {0, 0.1, 0.3, 1};
  private static final int[] PEOPLE = {3_000, 100, 1_000, 5_000};
  private static final int REFERENCE = 0;
  private static final double REFERENCE_RATE = 0.5;
  private static final double TOLERATED = 0.4;
  private static final double COMES = 0.5;
  private static final int MINUTES = 1440;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = MINUTES * MINUTE;

  /**
   * How a person's decisions of a day hang together.
   *
   * @param decisions of each person who comes
   * @param correlation between two decisions of a person at their own rate
   * @param equal all of a day are the first one again, within ten minutes; else each is made anew,
   *     at any time of the day
   */
  record Habit(int decisions, double correlation, boolean equal) {}

  private final Habit habit;
  private final UnitRule rule;
  private final UnitLedger ledger;
  private final SplittableRandom random;
  private final long[][] people = new long[PEOPLE.length][];
  private final double[][] rates;
  private final List<SimulatedGroup> groups = new ArrayList<>();

  PeopleSimulation(Habit habit, Unit unit, int days, long seed) {
    this(habit, unit, days, seed, rates(habit));
  }

  /**
   * @param rates of the people of each group, which are the same in all deployments of a habit
   */
  private PeopleSimulation(Habit habit, Unit unit, int days, long seed, double[][] rates) {
    EvidencePolicy evidence = new EvidencePolicy(unit, Duration.ofDays(1), false, 20);
    this.habit = habit;
    this.rule = new UnitRule(evidence);
    this.rates = rates;
    this.random = new SplittableRandom(seed);
    this.ledger =
        new UnitLedger(
            AlertTestPolicies.of("demographic_parity_difference: 0.1").with(evidence),
            new UnitBlocks(store(), "credit"));
    for (int group = 0; group < PEOPLE.length; group++) {
      people[group] = random.longs(PEOPLE[group]).map(person -> person | 1).toArray();
      if (group != REFERENCE) {
        groups.add(
            new SimulatedGroup(RULES, group - 1, PEOPLE.length - 1, (double) days * MINUTES));
      }
    }
  }

  private static double[][] rates(Habit habit) {
    double[][] rates = new double[PEOPLE.length][];
    for (int group = 0; group < PEOPLE.length; group++) {
      double rate = group == REFERENCE ? REFERENCE_RATE : TOLERATED;
      rates[group] = rates(PEOPLE[group], rate, habit.correlation());
    }
    return rates;
  }

  private static KeyValueStore<String, byte[]> store() {
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("units"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    return store;
  }

  /** Beta-distributed rates of these people, whose mean is exactly the one asked for. */
  static double[] rates(int people, double mean, double correlation) {
    double[] rates = new double[people];
    if (correlation == 0) {
      Arrays.fill(rates, mean);
    } else if (correlation == 1) {
      Arrays.fill(rates, 0, (int) Math.round(mean * people), 1);
    } else {
      double size = 1 / correlation - 1;
      BetaDistribution beta = BetaDistribution.of(mean * size, (1 - mean) * size);
      double sum = 0;
      for (int i = 0; i < people; i++) {
        rates[i] = beta.inverseCumulativeProbability((i + 0.5) / people);
        sum += rates[i];
      }
      double off = mean - sum / people;
      for (int i = 0; i < people; i++) {
        rates[i] = Math.min(1, Math.max(0, rates[i] + off));
      }
    }
    return rates;
  }

  /** False pages of the detectors of declared groups. */
  long pages(int days) {
    for (int day = 0; day < days; day++) {
      for (Map<String, long[]> pane : day(day)) {
        long[] reference = pane.getOrDefault(name(REFERENCE), new long[2]);
        for (int group = 1; group < PEOPLE.length; group++) {
          long[] own = pane.getOrDefault(name(group), new long[2]);
          groups.get(group - 1).pane(new PaneRates(own[1], own[0], reference[1], reference[0]));
        }
      }
    }
    return groups.stream().mapToLong(group -> group.pages().declared()).sum();
  }

  /** Units and favourable ones of each group in each minute of a day. */
  private List<Map<String, long[]>> day(int day) {
    List<Map<String, long[]>> panes = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      panes.add(new HashMap<>());
    }
    UnitCandidates candidates = new UnitCandidates("credit");
    for (int group = 0; group < PEOPLE.length; group++) {
      for (int person = 0; person < PEOPLE[group]; person++) {
        if (random.nextDouble() < COMES) {
          visit(day, group, person, candidates, panes);
        }
      }
    }
    long start = day * DAY;
    ledger.accept(candidates, start, (pane, facts) -> {});
    ledger
        .closing(start, start + DAY)
        .forEach((pane, units) -> add(units, panes.get((int) ((pane - start) / MINUTE))));
    ledger.forget(start + DAY);
    return panes;
  }

  private void visit(
      int day, int group, int person, UnitCandidates candidates, List<Map<String, long[]>> panes) {
    long start = day * DAY;
    long came = (long) (random.nextDouble() * (DAY - 10 * MINUTE));
    boolean first = random.nextDouble() < rates[group][person];
    List<String> keys = List.of("sex=" + name(group));
    for (int i = 0; i < habit.decisions(); i++) {
      boolean favourable =
          habit.equal() || i == 0 ? first : random.nextDouble() < rates[group][person];
      long within =
          habit.equal()
              ? came + (long) (random.nextDouble() * 10 * MINUTE)
              : (long) (random.nextDouble() * DAY);
      Observation decision = observation(start + within, keys, favourable, people[group][person]);
      long key = rule.keyFor(decision);
      if (key == UnitRule.BY_REQUEST) {
        count(panes.get((int) (within / MINUTE)), name(group), 1, favourable ? 1 : 0);
      } else {
        candidates.add(
            key, decision.time(), random.nextInt(), keys, UnitFacts.decision(favourable));
      }
    }
  }

  private static Observation observation(
      long time, List<String> keys, boolean favourable, long person) {
    return new Observation(
        "credit",
        time,
        keys,
        favourable,
        favourable ? "yes" : "no",
        Observation.NO_PROBABILITY,
        "m1",
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        person);
  }

  private static void add(UnitPane units, Map<String, long[]> pane) {
    for (GroupCounts group : units.counts().groups().values()) {
      count(pane, group.group(), group.requests(), group.favourable());
    }
  }

  private static void count(Map<String, long[]> pane, String group, long units, long favourable) {
    long[] counts = pane.computeIfAbsent(group, name -> new long[2]);
    counts[0] += units;
    counts[1] += favourable;
  }

  private static String name(int group) {
    return "g" + group;
  }

  /**
   * Arguments: deployments, days, equal or anew, and {@code subject} where the longer run by
   * request is to be left out.
   */
  public static void main(String[] arguments) {
    int deployments = Integer.parseInt(arguments[0]);
    int days = Integer.parseInt(arguments[1]);
    boolean equal = arguments[2].equals("equal");
    List<Unit> units =
        arguments.length > 3 ? List.of(Unit.SUBJECT) : List.of(Unit.SUBJECT, Unit.REQUEST);
    System.out.printf(
        "%d deployments of %d days, one false page promised in each%n", deployments, days);
    System.out.println("| decisions a day | correlation | pages a deployment by " + units + " |");
    System.out.println("|---|---|" + "---|".repeat(units.size()));
    long[] all = new long[units.size()];
    for (int decisions : DECISIONS) {
      for (double correlation : CORRELATIONS) {
        Habit habit = new Habit(decisions, correlation, equal);
        System.out.printf(Locale.ROOT, "| %d | %s |", decisions, correlation);
        for (int of = 0; of < all.length; of++) {
          long pages = pages(habit, units.get(of), deployments, days);
          all[of] += pages;
          System.out.print(" " + figure(pages, deployments) + " |");
        }
        System.out.println();
      }
    }
    int cells = DECISIONS.length * CORRELATIONS.length;
    for (int of = 0; of < all.length; of++) {
      System.out.printf(
          "%s: %d pages in %d deployments, %s in each%n",
          units.get(of), all[of], cells * deployments, figure(all[of], cells * deployments));
    }
  }

  private static long pages(Habit habit, Unit unit, int deployments, int days) {
    double[][] rates = rates(habit);
    long pages = 0;
    for (int seed = 0; seed < deployments; seed++) {
      pages += new PeopleSimulation(habit, unit, days, seed, rates).pages(days);
    }
    return pages;
  }

  private static String figure(long pages, int deployments) {
    double[] interval = NullSimulation.interval(pages);
    return String.format(
        Locale.ROOT,
        "%.3g (%.2g to %.2g)",
        (double) pages / deployments,
        interval[0] / deployments,
        interval[1] / deployments);
  }
}
