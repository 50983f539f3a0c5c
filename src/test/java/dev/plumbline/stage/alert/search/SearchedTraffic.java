package dev.plumbline.stage.alert.search;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.CellCounts;
import dev.plumbline.event.pane.CellExamples;
import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.JointCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.event.pane.UnitTally;
import dev.plumbline.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Panes of people who have one value of each of five attributes, independently and each with the
 * same shares, and one decision and label each.
 */
public final class SearchedTraffic {

  static final List<String> ATTRIBUTES = List.of("age", "housing", "job", "region", "sex");
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  /** As many adverse decisions as a pane shows at most. */
  private static final int EXAMPLES = 96;

  private static final double[] SHARES = {0.31, 0.25, 0.20, 0.14, 0.10};

  /**
   * Who is treated otherwise.
   *
   * @param groups value by attribute, whom it is about
   * @param less how much rarer a favourable decision is for them
   */
  public record Gap(Map<String, String> groups, double less) {}

  private final Policy policy;
  private final SplittableRandom random;
  private final boolean subjects;

  public SearchedTraffic(Policy policy, long seed) {
    this(policy, seed, true);
  }

  /**
   * @param subjects whether requests say whose they are
   */
  SearchedTraffic(Policy policy, long seed, boolean subjects) {
    this.policy = policy;
    this.random = new SplittableRandom(seed);
    this.subjects = subjects;
  }

  /**
   * @param rate of favourable decisions
   */
  public PaneCounts pane(int number, int people, double rate, List<Gap> gaps) {
    Map<List<String>, long[]> cells = new HashMap<>();
    Map<String, long[]> groups = new TreeMap<>();
    List<CellExamples> examples = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      List<String> values = new ArrayList<>();
      for (int a = 0; a < ATTRIBUTES.size(); a++) {
        values.add(value());
      }
      double favourable = rate;
      for (Gap gap : gaps) {
        favourable -= holds(gap, values) ? gap.less() : 0;
      }
      boolean decision = random.nextDouble() < favourable;
      boolean truth = random.nextDouble() < 0.5;
      if (!decision && examples.size() < EXAMPLES) {
        String id = String.join("-", values) + "-" + i;
        List<String> wrong = truth ? List.of(id) : List.of();
        examples.add(new CellExamples(values, List.of(id), wrong, List.of()));
      }
      add(cells.computeIfAbsent(values, v -> new long[7]), decision, truth);
      for (int a = 0; a < ATTRIBUTES.size(); a++) {
        add(
            groups.computeIfAbsent(ATTRIBUTES.get(a) + "=" + values.get(a), v -> new long[7]),
            decision,
            truth);
      }
    }
    List<CellCounts> joint = new ArrayList<>();
    cells.forEach((values, n) -> joint.add(cell(values, n)));
    joint.sort(Comparator.comparing(cell -> String.join(" ", cell.groups())));
    List<GroupCounts> counts = new ArrayList<>();
    groups.forEach(
        (key, n) -> {
          int end = key.indexOf('=');
          counts.add(cell(List.of(), n).toGroup(key.substring(0, end), key.substring(end + 1)));
        });
    Duration length = policy.windows().advance();
    Instant start = START.plus(length.multipliedBy(number));
    UnitTally all = new UnitTally(subjects ? people : 0, subjects ? 0 : people, 0, 0, 0);
    return new PaneCounts(
        policy.model(),
        new TimeSpan(start, start.plus(length)),
        counts,
        Map.of(),
        List.of(),
        "m1",
        policy.version(),
        new EvidenceUnits("subject", all, all),
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        List.of(),
        new JointCounts(ATTRIBUTES, policy.groups().search().depth(), joint, examples));
  }

  private String value() {
    double at = random.nextDouble();
    int i = 0;
    while (i < SHARES.length - 1 && at >= SHARES[i]) {
      at -= SHARES[i++];
    }
    return "v" + i;
  }

  private static boolean holds(Gap gap, List<String> values) {
    return gap.groups().entrySet().stream()
        .allMatch(each -> values.get(ATTRIBUTES.indexOf(each.getKey())).equals(each.getValue()));
  }

  private static void add(long[] n, boolean decision, boolean truth) {
    n[0]++;
    n[1] += decision ? 1 : 0;
    n[decision ? truth ? 2 : 3 : truth ? 5 : 4]++;
    n[6] += decision == truth ? 1 : 0;
  }

  private static CellCounts cell(List<String> values, long[] n) {
    return new CellCounts(values, n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
  }
}
