package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.JsonSerde;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.memory.GroupWatch;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import dev.plumbline.stage.alert.watch.AlertStateMachine;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one pane of seventy groups costs the alert stage, in CPU time of one thread, and what is
 * kept of a group. From the command line only.
 */
final class PaneCost {

  private static final int GROUPS = 70;
  private static final int PANES = 2000;

  private PaneCost() {}

  public static void main(String[] arguments) {
    Policy policy =
        AlertTestPolicies.of(
            "demographic_parity_difference: 0.1",
            "disparate_impact_ratio: 0.8",
            "equal_opportunity_difference: 0.1",
            "equalized_odds_difference: 0.1");
    for (double gap : new double[] {0, 0.1, 0.3}) {
      run(policy, gap);
    }
  }

  private static void run(Policy policy, double gap) {
    BinomialDraws binomial = new BinomialDraws(1);
    WatchStateMap memory = new WatchStateMap();
    JsonSerde<GroupWatch> serde = new JsonSerde<>(GroupWatch.class);
    long bytes = 0;
    long detectors = 0;
    long codec = 0;
    long spent = 0;
    for (int pane = 0; pane < PANES; pane++) {
      PaneCounts counts = pane(binomial, pane, gap);
      long before = cpu();
      memory.apply(new AlertStateMachine(policy).onPane(memory, counts));
      long after = cpu();
      if (pane >= PANES / 2) {
        spent += after - before;
      }
      if (pane % 100 == 99) {
        bytes = 0;
        detectors = 0;
        long start = cpu();
        for (GroupName name : memory.groups()) {
          byte[] stored = serde.serializer().serialize("t", memory.group(name));
          serde.deserializer().deserialize("t", stored);
          bytes += stored.length;
          detectors += memory.group(name).detectors().size();
        }
        codec = cpu() - start;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "gap %.1f: %d groups, %d detectors, %.2f ms a pane, %.2f ms for JSON both ways, %d bytes a group%n",
        gap,
        GROUPS,
        detectors,
        spent / 1e6 / (PANES / 2),
        codec / 1e6,
        bytes / GROUPS);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static PaneCounts pane(BinomialDraws binomial, int minute, double gap) {
    Instant start = Instant.EPOCH.plusSeconds(60L * minute);
    List<GroupCounts> groups = new ArrayList<>();
    for (int g = 0; g <= GROUPS; g++) {
      long n = 20 + binomial.random().nextInt(50);
      double rate = g == 0 ? 0.6 : 0.6 - gap;
      long positives = n / 2;
      long truePositives = binomial.next(positives, rate);
      long falsePositives = binomial.next(n - positives, rate);
      groups.add(
          new GroupCounts(
              "sex",
              g == 0 ? "m" : "g" + g,
              n,
              truePositives + falsePositives,
              n,
              truePositives,
              falsePositives,
              n - positives - falsePositives,
              positives - truePositives));
    }
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        groups,
        Map.of(),
        List.of(),
        "m1",
        "v1");
  }
}
