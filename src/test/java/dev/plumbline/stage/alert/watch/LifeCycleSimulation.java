package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.AlertTestWindows;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * One rule from the first pane to the last through the whole life of its alerts: panes of a minute,
 * windows of five with their Newcombe intervals, group f beside its reference m, the same number of
 * requests a minute on both sides, all independent.
 *
 * <p>Run from the command line for the figures in docs/alerts.md; short runs are asserted in {@link
 * LifeCycleTest}.
 */
final class LifeCycleSimulation {

  static final double FAIR = 0.6;
  private static final double TOLERANCE = 0.1;
  private static final int WINDOW = 5;
  private static final double Z = 1.959963984540054;

  /**
   * What became of the rule; minutes are -1 when there was none.
   *
   * @param incidents pages that are not the same again
   * @param bare minute in which the detector alone reaches the same threshold
   * @param open share of the counted minutes
   */
  record Life(int pages, int incidents, int firstPage, int bare, int lastClear, double open) {}

  private final Policy policy = AlertTestPolicies.of("demographic_parity_difference: " + TOLERANCE);
  private final AlertStateMachine machine = new AlertStateMachine(policy);
  private final int people;
  private final IntToDoubleFunction gap;

  /**
   * @param gap by which f is behind, by minute
   */
  LifeCycleSimulation(int people, IntToDoubleFunction gap) {
    this.people = people;
    this.gap = gap;
  }

  /**
   * @param from minute from which openness is counted
   */
  Life run(long seed, int minutes, int from) {
    SplittableRandom random = new SplittableRandom(seed);
    WatchStateMap state = new WatchStateMap();
    Deque<long[]> window = new ArrayDeque<>();
    List<Alert> pages = new ArrayList<>();
    int lastClear = -1;
    int openMinutes = 0;
    boolean open = false;
    BareDetector detector = new BareDetector(policy);
    for (int minute = 0; minute < minutes; minute++) {
      long[] pane = {
        draw(random, people, FAIR - gap.applyAsDouble(minute)), draw(random, people, FAIR)
      };
      detector.pane(minute, pane, people);
      window.addLast(pane);
      if (window.size() > WINDOW) {
        window.removeFirst();
      }
      List<Alert> said = new ArrayList<>(state.apply(machine.onPane(state, pane(minute, pane))));
      if (window.size() == WINDOW) {
        said.addAll(state.apply(machine.onWindow(state, window(minute, window))));
      }
      for (Alert alert : said) {
        if (alert.severity() == Severity.PAGE) {
          open = alert.state() != State.CLEARED;
          lastClear = open ? lastClear : minute;
          if (open) {
            pages.add(alert);
          }
        }
      }
      openMinutes += open && minute >= from ? 1 : 0;
    }
    int first =
        pages.isEmpty()
            ? -1
            : (int) Duration.between(AlertTestWindows.NOON, pages.get(0).at()).toMinutes() - 1;
    long incidents = pages.stream().map(Alert::since).distinct().count();
    return new Life(
        pages.size(),
        (int) incidents,
        first,
        detector.reached(),
        lastClear,
        (double) openMinutes / Math.max(1, minutes - from));
  }

  /** Exact, by its trials: independent of the product's own arithmetic. */
  private static long draw(SplittableRandom random, int n, double p) {
    long successes = 0;
    for (int i = 0; i < n; i++) {
      successes += random.nextDouble() < p ? 1 : 0;
    }
    return successes;
  }

  private PaneCounts pane(int minute, long[] k) {
    Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes(minute));
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        List.of(counts("f", k[0], people), counts("m", k[1], people)),
        Map.of(),
        List.of(),
        "m1",
        policy.version());
  }

  private static GroupCounts counts(String group, long favourable, long n) {
    return new GroupCounts("sex", group, n, favourable, 0, 0, 0, 0, 0);
  }

  private WindowMeasures window(int minute, Deque<long[]> panes) {
    long n = (long) people * WINDOW;
    double f = panes.stream().mapToLong(k -> k[0]).sum() / (double) n;
    double m = panes.stream().mapToLong(k -> k[1]).sum() / (double) n;
    double[] ofF = wilson(f, n);
    double[] ofM = wilson(m, n);
    double value = f - m;
    double low = value - Math.hypot(f - ofF[0], ofM[1] - m);
    double high = value + Math.hypot(ofF[1] - f, m - ofM[0]);
    return AlertTestWindows.of(
        minute + 1,
        List.of(
            new FairnessMeasure(
                "demographic_parity_difference",
                "sex",
                FairnessMeasure.Comparison.REFERENCE,
                "f",
                "m",
                value,
                low,
                high,
                n,
                n,
                TOLERANCE,
                null,
                "gap")),
        List.of(),
        Map.of());
  }

  /** Wilson's interval (1927); of two such is Newcombe's tenth method. */
  private static double[] wilson(double p, long n) {
    double z = Z * Z / n;
    double centre = (p + z / 2) / (1 + z);
    double arm = Z / (1 + z) * Math.sqrt(p * (1 - p) / n + z / (4 * n));
    return new double[] {centre - arm, centre + arm};
  }

  /** A gap that opens after five fair hours and never closes. */
  static LifeCycleSimulation opening(int people, double gap) {
    return new LifeCycleSimulation(people, minute -> minute < 300 ? 0 : gap);
  }

  /** Arguments: days, runs. */
  public static void main(String[] arguments) {
    int minutes = (int) (Double.parseDouble(arguments[0]) * 1440);
    int runs = Integer.parseInt(arguments[1]);
    System.out.println(
        "| gap | requests a minute | incidents, most | pages, most | page after, median | bare detector | open from then |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (double[] each :
        new double[][] {{.12, 500}, {.15, 20}, {.15, 100}, {.20, 20}, {.20, 100}}) {
      lasting(each[0], (int) each[1], minutes, runs);
    }
    System.out.println(
        "| gap | closes to | requests a minute | page after | cleared after | ratio |");
    System.out.println("|---|---|---|---|---|---|");
    for (double[] each : new double[][] {{.20, 20}, {.20, 100}, {.15, 100}, {.15, 500}}) {
      closing(each[0], (int) each[1], minutes, runs);
    }
  }

  private static void lasting(double gap, int people, int minutes, int runs) {
    int incidents = 0;
    int pages = 0;
    double open = 0;
    int[] delays = new int[runs];
    int[] bare = new int[runs];
    for (int run = 0; run < runs; run++) {
      Life life = opening(people, gap).run(run, minutes, 300);
      incidents = Math.max(incidents, life.incidents());
      pages = Math.max(pages, life.pages());
      delays[run] = life.firstPage() < 0 ? Integer.MAX_VALUE : life.firstPage() - 299;
      bare[run] = life.bare() < 0 ? Integer.MAX_VALUE : life.bare() - 299;
      open += life.open() * (minutes - 300) / Math.max(1, minutes - life.firstPage()) / runs;
    }
    System.out.printf(
        Locale.ROOT,
        "| %.2f | %d | %d | %d | %d | %d | %.1f %% |%n",
        gap,
        people,
        incidents,
        pages,
        median(delays),
        median(bare),
        100 * open);
  }

  private static void closing(double gap, int people, int minutes, int runs) {
    int[] delays = new int[runs];
    int[] clears = new int[runs];
    int closed = minutes / 2;
    double after = 2 * TOLERANCE - gap; // as far inside as it was beyond
    for (int run = 0; run < runs; run++) {
      LifeCycleSimulation simulation =
          new LifeCycleSimulation(people, m -> m < 300 ? 0 : m < closed ? gap : after);
      Life life = simulation.run(run, minutes, 300);
      delays[run] = life.firstPage() < 0 ? Integer.MAX_VALUE : life.firstPage() - 299;
      clears[run] = life.lastClear() < closed ? Integer.MAX_VALUE : life.lastClear() - closed + 1;
    }
    System.out.printf(
        Locale.ROOT,
        "| %.2f | %.2f | %d | %d | %d | %.2f |%n",
        gap,
        after,
        people,
        median(delays),
        median(clears),
        (double) median(clears) / median(delays));
  }

  private static int median(int[] values) {
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
