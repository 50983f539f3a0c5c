package dev.plumbline.cli.proof;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.GroupPeople;
import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.statistics.sketch.DistinctSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Panes of a minute, drawn at random: all groups are treated alike, or the group f worse. */
public final class DrawnPanes {

  private static final Instant START = Instant.parse("2026-01-01T11:40:00Z");

  /** All groups declared, m the reference. */
  public static final String DECLARED =
      policy("{attributes: {sex: [f, m]}, reference: {sex: m}, minimumSize: 30}")
          + """
            - {metric: demographic_parity_difference, tolerance: 0.1}
            - {metric: equalized_odds_difference, tolerance: 0.1}
          """;

  /** Groups as they come, each compared with everyone else. */
  public static final String OPEN =
      policy("{attributes: [sex], minimumSize: 30}")
          + """
            - {metric: demographic_parity_difference, tolerance: 0.1}
          """;

  /** Three groups beside the reference, and one rule. */
  public static final String SEVERAL =
      policy("{attributes: {sex: [f, g, h, m]}, reference: {sex: m}, minimumSize: 30}")
          + """
            - {metric: demographic_parity_difference, tolerance: 0.1}
          """;

  private final Random random;
  private final List<String> groups;
  private int minute;
  private int model = 1;
  private Map<String, Double> worse = Map.of("f", 0.35);
  private Map<String, Integer> people = Map.of();
  private boolean scored;

  public DrawnPanes(long seed, String... groups) {
    this.random = new Random(seed);
    this.groups = groups.length == 0 ? List.of("f", "m") : List.of(groups);
  }

  private static String policy(String groups) {
    return """
    # A comment, which means nothing.
    model: credit
    description: "for tests"
    scoring: {source: provided}
    outcome: {favourable: ["yes"]}
    windows: {size: PT5M, advance: PT1M}
    alerts: {falsePages: {atMost: 1, per: P90D}, clearAfter: 3}
    """
        + "groups: "
        + groups
        + "\nfairness:\n";
  }

  /**
   * All groups declared, and one rule.
   *
   * @param ratio tolerance, if the metric is a ratio
   * @param difference tolerance otherwise
   */
  public static String policyWith(String metric, String ratio, String difference) {
    return policy("{attributes: {sex: [f, m]}, reference: {sex: m}, minimumSize: 30}")
        + "  - {metric: %s, tolerance: %s}%n"
            .formatted(metric, metric.endsWith("_ratio") ? ratio : difference);
  }

  /**
   * Requests whose producer scored them: the group f is approved less.
   *
   * @param each of a group and minute
   */
  public static List<String> requests(int minutes, int each) {
    Random random = new Random(3);
    List<String> requests = new ArrayList<>();
    for (int minute = 0; minute < minutes; minute++) {
      for (int i = 0; i < 2 * each; i++) {
        String sex = i % 2 == 0 ? "f" : "m";
        boolean yes = random.nextDouble() < (sex.equals("f") ? 0.35 : 0.6);
        requests.add(
            "{\"requestId\":\"r-%d-%d\",\"model\":\"credit\",\"timestamp\":\"%s\",\"attributes\":{\"sex\":\"%s\"},\"prediction\":{\"label\":\"%s\",\"score\":0.7}}"
                .formatted(
                    minute,
                    i,
                    START.plusSeconds(60L * minute).plusMillis(100L * i),
                    sex,
                    yes ? "yes" : "no"));
      }
    }
    return requests;
  }

  /**
   * Who is treated worse from the next change on, instead of f, and how often they are favoured.
   */
  public void worse(Map<String, Double> rates) {
    worse = Map.copyOf(rates);
  }

  /** How many people each group's requests are of, from the next pane on; requests if none are. */
  public void people(Map<String, Integer> byGroup) {
    people = Map.copyOf(byGroup);
  }

  /** From the next pane on every request has a probability, on average its group's rate. */
  public void scored() {
    scored = true;
  }

  /** From the next pane on another version of the model decides. */
  public void newModel() {
    model++;
  }

  /**
   * @param requests of a group and pane, on average
   */
  public void fair(WatchedPanes to, int panes, int requests) {
    for (int i = 0; i < panes; i++) {
      to.add(pane(requests, Map.of()));
    }
  }

  /** The group f is treated worse, until the alert's next page. */
  public Alert untilPage(WatchedPanes to, int requests, String key) {
    int before = pages(to, key).size();
    for (int i = 0; i < 2000 && pages(to, key).size() == before; i++) {
      to.add(pane(requests, worse));
    }
    return pages(to, key).get(before);
  }

  /** Groups are treated worse, until a pane has pages. */
  public List<Alert> untilPages(WatchedPanes to, int requests) {
    int before = to.pages().size();
    for (int i = 0; i < 2000 && to.pages().size() == before; i++) {
      to.add(pane(requests, worse));
    }
    return to.pages().subList(before, to.pages().size());
  }

  private static List<Alert> pages(WatchedPanes of, String key) {
    return of.pages().stream().filter(alert -> alert.key().equals(key)).toList();
  }

  /** All groups are treated alike, until the alert clears. */
  public void untilCleared(WatchedPanes to, int requests, String key) {
    for (int i = 0; i < 2000 && !to.isCleared(key); i++) {
      to.add(pane(requests, Map.of()));
    }
  }

  private PaneCounts pane(int requests, Map<String, Double> rates) {
    Instant start = START.plusSeconds(60L * minute++);
    List<GroupCounts> counts = new ArrayList<>();
    GroupCounts all = GroupCounts.none(GroupCounts.ALL, GroupCounts.ALL);
    for (String group : groups) {
      GroupCounts of = group(group, requests, rates.getOrDefault(group, 0.6));
      all = all.merge(of);
      counts.add(of);
    }
    counts.add(0, all);
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        counts,
        Map.of(),
        List.of(),
        "m" + model,
        "v1",
        null,
        counts.stream().filter(each -> people.containsKey(each.group())).map(this::people).toList(),
        scored ? scores(counts, rates) : List.of(),
        Map.of(),
        Map.of(),
        scored ? sums(counts, rates, 1) : List.of(),
        null);
  }

  /** Probabilities are within 0.2 of the group's rate. */
  private List<GroupScoreSums> scores(List<GroupCounts> counts, Map<String, Double> rates) {
    return sums(counts, rates, 0);
  }

  /**
   * Sums of labels less probabilities.
   *
   * @param labels how many of two are truly favourable; 0 for sums of probabilities
   */
  private List<GroupScoreSums> sums(
      List<GroupCounts> counts, Map<String, Double> rates, int labels) {
    List<GroupScoreSums> sums = new ArrayList<>();
    for (GroupCounts of : counts) {
      double p = rates.getOrDefault(of.group(), 0.6);
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < of.requests(); i++) {
        double probability = p + 0.4 * (random.nextDouble() - 0.5);
        double x = labels == 0 ? probability : (i % 2 < labels ? 1 : 0) - probability;
        sum += x;
        squares += x * x;
      }
      sums.add(
          new GroupScoreSums(
              of.attribute(),
              of.group(),
              of.requests(),
              Math.round(sum * GroupScoreSums.BILLION),
              Math.round(squares * GroupScoreSums.BILLION)));
    }
    return sums;
  }

  /** The same people come in every pane. */
  private GroupPeople people(GroupCounts of) {
    int number = people.getOrDefault(of.group(), 0);
    String all = DistinctSample.ofDifferent(number, of.group().hashCode()).text();
    return new GroupPeople("sex", of.group(), of.requests(), all, of.labelled(), all);
  }

  /** Half of the people are truly favourable, and treated as the others are. */
  private GroupCounts group(String name, int requests, double rate) {
    int n = requests / 2 + random.nextInt(requests + 1);
    int positives = n / 2;
    int hits = favoured(positives, rate);
    int falseAlarms = favoured(n - positives, rate);
    return new GroupCounts(
        "sex",
        name,
        n,
        hits + falseAlarms,
        n,
        hits,
        falseAlarms,
        n - positives - falseAlarms,
        positives - hits);
  }

  private int favoured(int n, double rate) {
    int favoured = 0;
    for (int i = 0; i < n; i++) {
      favoured += random.nextDouble() < rate ? 1 : 0;
    }
    return favoured;
  }
}
