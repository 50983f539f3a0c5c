package dev.plumbline.stage.alert.search;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.RecordedWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a search of all groups of five attributes of five values each finds, and how soon: {@code
 * SearchSimulation found RUNS} and {@code SearchSimulation null RUNS DAYS [FIRST]}, where FIRST is
 * the number of the first run.
 */
public final class SearchSimulation {

  private SearchSimulation() {}

  /**
   * @param more of the policy
   */
  static Policy policy(String advance, String more) {
    return AlertTestPolicies.read(yaml(advance, more));
  }

  /** The same as a file. */
  public static String yaml(String advance, String more) {
    StringBuilder yaml =
        new StringBuilder(
            "model: credit\nscoring: {source: provided}\noutcome: {favourable: [yes]}\ngroups:\n  attributes:\n");
    for (String attribute : SearchedTraffic.ATTRIBUTES) {
      yaml.append("    ").append(attribute).append(": [v0, v1, v2, v3, v4]\n");
    }
    yaml.append("  search: {depth: 3}\nwindows: {size: ").append(advance).append("}\n");
    return yaml + more;
  }

  public static final String FOUR_RULES =
      """
      fairness:
        - {metric: demographic_parity_difference, tolerance: 0.10}
        - {metric: equal_opportunity_difference, tolerance: 0.10}
        - {metric: false_positive_rate_difference, tolerance: 0.10}
        - {metric: accuracy_difference, tolerance: 0.10}
      """;

  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[1]);
    if (arguments[0].equals("found")) {
      found(runs);
    } else {
      int first = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0;
      nothing(first, runs, Integer.parseInt(arguments[2]));
    }
  }

  private static void found(int runs) {
    Map<String, String> planted = Map.of("age", "v0", "job", "v0", "sex", "v0");
    Policy policy = policy("PT1M", FOUR_RULES);
    List<Integer> minutes = new ArrayList<>();
    int named = 0;
    int others = 0;
    long nanos = 0;
    int panes = 0;
    for (int run = 0; run < runs; run++) {
      SearchedTraffic traffic = new SearchedTraffic(policy, run);
      RecordedWatch watch = new RecordedWatch(policy);
      int found = -1;
      for (int minute = 0; minute < 90; minute++) {
        List<SearchedTraffic.Gap> gaps =
            minute < 30 ? List.of() : List.of(new SearchedTraffic.Gap(planted, 0.3));
        PaneCounts pane = traffic.pane(minute, 6_000, 0.6, gaps);
        long from = System.nanoTime();
        List<Alert> alerts = watch.onPane(pane);
        nanos += System.nanoTime() - from;
        panes++;
        for (Alert alert : alerts) {
          if (alert.opensPage()) {
            boolean right =
                alert.rule().attribute().equals("age*job*sex")
                    && alert.rule().group().equals("v0*v0*v0");
            if (right && found < 0) {
              found = minute - 29;
              named++;
            } else if (!right) {
              others++;
            }
            System.out.println(
                run + " " + minute + " " + alert.rule() + " " + alert.context().summary());
          }
        }
      }
      minutes.add(found < 0 ? 1_000 : found);
    }
    minutes.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%d runs: named in %d, minutes %s, other pages %d, %.1f ms a pane%n",
        runs,
        named,
        minutes,
        others,
        nanos / 1e6 / panes);
  }

  private static void nothing(int first, int runs, int days) {
    Policy policy = policy("PT1H", FOUR_RULES);
    int pages = 0;
    for (int run = first; run < first + runs; run++) {
      SearchedTraffic traffic = new SearchedTraffic(policy, 1_000 + run);
      RecordedWatch watch = new RecordedWatch(policy);
      for (int pane = 0; pane < 24 * days; pane++) {
        for (Alert alert : watch.onPane(traffic.pane(pane, 1_000, 0.6, List.of()))) {
          if (alert.opensPage()) {
            pages++;
            System.out.println(run + " " + alert.context().summary());
          }
        }
      }
      System.out.printf("run %d: %d false pages so far%n", run, pages);
    }
    System.out.printf("%d runs of %d days: %d false pages%n", runs, days, pages);
  }
}
