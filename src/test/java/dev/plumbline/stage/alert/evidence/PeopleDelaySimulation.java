package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.EvidencePolicy;
import dev.plumbline.policy.EvidencePolicy.Unit;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.measure.unit.UnitBlocks;
import dev.plumbline.stage.measure.unit.UnitCandidates;
import dev.plumbline.stage.measure.unit.UnitFacts;
import dev.plumbline.stage.measure.unit.UnitLedger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * How long a true gap goes unnoticed when people count once a day: two groups of the same size, of
 * whom half come each day, five times each within ten minutes and with the same decision; from the
 * second day's noon on one falls behind. The limit is what no test can be sooner than on average:
 * the minute in which the divergence of the people counted since then, from the closest tolerated
 * rates, reaches ln(threshold).
 */
final class PeopleDelaySimulation {

  private static final FairnessRule RULE =
      new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1);
  private static final RateContrast LOW = RateContrast.of(RULE).get(0);
  private static final double THRESHOLD = DelaySimulation.THRESHOLD;
  private static final double FAIR = 0.6;
  private static final int MINUTES = 1440;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = MINUTES * MINUTE;
  private static final int ONSET = MINUTES + MINUTES / 2;
  private static final int MOST_DAYS = 60;

  private final int people;
  private final double excess;
  private final SplittableRandom random;
  private final UnitLedger ledger;

  /** Minutes from the onset to the page, and to the limit. */
  record Delay(int page, int limit) {}

  PeopleDelaySimulation(int people, double excess, long seed) {
    EvidencePolicy evidence = new EvidencePolicy(Unit.SUBJECT, Duration.ofDays(1), false, 20);
    this.people = people;
    this.excess = excess;
    this.random = new SplittableRandom(seed);
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("units"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    this.ledger =
        new UnitLedger(
            AlertTestPolicies.of("demographic_parity_difference: 0.1").with(evidence),
            new UnitBlocks(store, "credit"));
  }

  Delay run() {
    DetectorRun detector = new DetectorRun(LOW);
    double information = 0;
    int page = -1;
    int limit = -1;
    for (int day = 0; day < MOST_DAYS && (page < 0 || limit < 0); day++) {
      PaneRates[] panes = day(day);
      for (int minute = 0; minute < MINUTES; minute++) {
        int now = day * MINUTES + minute;
        PaneRates pane = panes[minute];
        detector.pane(
            pane.successes(), pane.trials(), pane.referenceSuccesses(), pane.referenceTrials());
        if (now >= ONSET) {
          information += divergence(pane.trials(), pane.referenceTrials());
          limit = limit < 0 && information >= Math.log(THRESHOLD) ? now - ONSET + 1 : limit;
          boolean reached = detector.detector().reaches(THRESHOLD);
          page = page < 0 && reached ? now - ONSET + 1 : page;
        }
      }
    }
    return new Delay(page, limit);
  }

  private PaneRates[] day(int day) {
    UnitCandidates candidates = new UnitCandidates("credit");
    for (int group = 0; group < 2; group++) {
      List<String> keys = List.of("sex=" + group);
      for (int person = 0; person < people; person++) {
        if (random.nextBoolean()) {
          long key = 2L * (person * 2L + group) + 1;
          long came = day * DAY + (long) (random.nextDouble() * (DAY - 10 * MINUTE));
          boolean late = came >= ONSET * MINUTE;
          double rate = group == 0 && late ? FAIR - RULE.tolerance() - excess : FAIR;
          int facts = UnitFacts.decision(random.nextDouble() < rate);
          for (int i = 0; i < 5; i++) {
            long at = came + (i == 0 ? 0 : (long) (random.nextDouble() * 10 * MINUTE));
            candidates.add(key, at, i, keys, facts);
          }
        }
      }
    }
    long start = day * DAY;
    ledger.accept(candidates, start, (pane, facts) -> {});
    PaneRates[] panes = new PaneRates[MINUTES];
    Arrays.fill(panes, PaneRates.NOBODY);
    ledger
        .closing(start, start + DAY)
        .forEach(
            (pane, units) -> {
              GroupCounts own = counts(units.counts().groups().get("sex=0"));
              GroupCounts other = counts(units.counts().groups().get("sex=1"));
              panes[(int) ((pane - start) / MINUTE)] =
                  new PaneRates(
                      own.favourable(), own.requests(), other.favourable(), other.requests());
            });
    ledger.forget(start + DAY);
    return panes;
  }

  private static GroupCounts counts(GroupCounts counts) {
    return counts == null ? GroupCounts.none("sex", "?") : counts;
  }

  private double divergence(long n, long reference) {
    if (n == 0 || reference == 0) {
      return 0;
    }
    double[] q = {FAIR - RULE.tolerance() - excess, FAIR};
    double lambda = EValue.multiplier(LOW, q, new long[] {n, reference});
    double low = EValue.closest(q[0], -lambda / n);
    double high = EValue.closest(q[1], lambda / reference);
    return n * kl(q[0], low) + reference * kl(q[1], high);
  }

  private static double kl(double q, double p) {
    return q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));
  }

  /** The medians of the delay and of the limit. */
  static Delay medians(int people, double excess, int runs) {
    int[] pages = new int[runs];
    int[] limits = new int[runs];
    for (int run = 0; run < runs; run++) {
      Delay delay = new PeopleDelaySimulation(people, excess, run).run();
      pages[run] = delay.page();
      limits[run] = delay.limit();
    }
    Arrays.sort(pages);
    Arrays.sort(limits);
    return new Delay(pages[runs / 2], limits[runs / 2]);
  }

  /** Argument: runs. */
  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[0]);
    System.out.println("| gap beyond | people of a side | limit | page after | times limit |");
    System.out.println("|---|---|---|---|---|");
    for (int people : new int[] {2_000, 20_000}) {
      for (double excess : new double[] {0.05, 0.1, 0.2}) {
        Delay median = medians(people, excess, runs);
        System.out.printf(
            Locale.ROOT,
            "| %.2f | %d | %d | %d | %.2f |%n",
            excess,
            people,
            median.limit(),
            median.page(),
            (double) median.page() / median.limit());
      }
    }
  }
}
