package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.stage.alert.AlertTestWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Panes of a minute and windows of five about people by sex (f, m) and race (a, b), in four cells
 * of the same size whose rates a test sets minute by minute. Half of the people should be favoured,
 * and the model does not know which: all its rates are the cell's. Windows have the demographic
 * parity of each group with a Newcombe interval, computed here.
 */
public final class CellTraffic {

  static final Instant NOON = AlertTestWindows.NOON;

  private static final int WINDOW = 5;
  private static final double Z = 1.959963984540054;

  /** The favourable rate of a cell in a minute; negative for a cell without traffic. */
  interface Rate {
    double of(int minute, String sex, String race);
  }

  private final SplittableRandom random;
  private final int people;
  private final Rate rate;
  private final boolean crossed;
  private final Deque<Map<String, GroupCounts>> window = new ArrayDeque<>();
  private String modelVersion = "m1";

  /**
   * @param people of a cell in a minute
   * @param crossed whether the intersection is counted too
   */
  CellTraffic(long seed, int people, boolean crossed, Rate rate) {
    this.random = new SplittableRandom(seed);
    this.people = people;
    this.crossed = crossed;
    this.rate = rate;
  }

  void modelVersion(String version) {
    modelVersion = version;
  }

  public static Instant minute(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  PaneCounts pane(int minute) {
    Map<String, GroupCounts> groups = new TreeMap<>();
    for (String sex : List.of("f", "m")) {
      for (String race : List.of("a", "b")) {
        double p = rate.of(minute, sex, race);
        if (p >= 0) {
          cell(groups, sex, race, p);
        }
      }
    }
    window.addLast(groups);
    if (window.size() > WINDOW) {
      window.removeFirst();
    }
    return new PaneCounts(
        "credit",
        new TimeSpan(minute(minute), minute(minute + 1)),
        List.copyOf(groups.values()),
        Map.of(),
        List.of(),
        modelVersion,
        "v1");
  }

  private void cell(Map<String, GroupCounts> groups, String sex, String race, double p) {
    long tp = draw(people / 2, p);
    long fp = draw(people / 2, p);
    long half = people / 2;
    add(groups, "*", "*", half, tp, fp);
    add(groups, "sex", sex, half, tp, fp);
    add(groups, "race", race, half, tp, fp);
    if (crossed) {
      add(groups, "sex*race", sex + "*" + race, half, tp, fp);
    }
  }

  private static void add(
      Map<String, GroupCounts> groups,
      String attribute,
      String group,
      long half,
      long tp,
      long fp) {
    GroupCounts counts =
        new GroupCounts(
            attribute, group, 2 * half, tp + fp, 2 * half, tp, fp, half - fp, half - tp);
    groups.merge(attribute + "=" + group, counts, GroupCounts::merge);
  }

  private long draw(long n, double p) {
    long successes = 0;
    for (long i = 0; i < n; i++) {
      successes += random.nextDouble() < p ? 1 : 0;
    }
    return successes;
  }

  /** The window that ends with the newest pane. */
  WindowMeasures window(int minute) {
    Map<String, GroupCounts> sums = new TreeMap<>();
    window.forEach(pane -> pane.forEach((key, each) -> sums.merge(key, each, GroupCounts::merge)));
    List<FairnessMeasure> measures = new ArrayList<>();
    compare(sums, "sex", "f", "m", measures);
    compare(sums, "race", "b", "a", measures);
    for (String cell : List.of("f*a", "f*b", "m*b")) {
      compare(sums, "sex*race", cell, "m*a", measures);
    }
    return AlertTestWindows.of(minute + 1, measures, List.of(), Map.of());
  }

  private static void compare(
      Map<String, GroupCounts> sums,
      String attribute,
      String group,
      String reference,
      List<FairnessMeasure> to) {
    GroupCounts mine = sums.get(attribute + "=" + group);
    GroupCounts theirs = sums.get(attribute + "=" + reference);
    if (mine == null || theirs == null) {
      return;
    }
    double p = (double) mine.favourable() / mine.requests();
    double q = (double) theirs.favourable() / theirs.requests();
    double[] ofP = wilson(p, mine.requests());
    double[] ofQ = wilson(q, theirs.requests());
    double value = p - q;
    to.add(
        new FairnessMeasure(
            "demographic_parity_difference",
            attribute,
            FairnessMeasure.Comparison.REFERENCE,
            group,
            reference,
            value,
            value - Math.hypot(p - ofP[0], ofQ[1] - q),
            value + Math.hypot(ofP[1] - p, q - ofQ[0]),
            mine.requests(),
            theirs.requests(),
            0.1,
            null,
            "%s=%s: a gap of %.3f".formatted(attribute, group, value)));
  }

  /** Wilson's interval (1927); of two such is Newcombe's tenth method. */
  private static double[] wilson(double p, long n) {
    double z = Z * Z / n;
    double centre = (p + z / 2) / (1 + z);
    double arm = Z / (1 + z) * Math.sqrt(p * (1 - p) / n + z / (4 * n));
    return new double[] {centre - arm, centre + arm};
  }
}
