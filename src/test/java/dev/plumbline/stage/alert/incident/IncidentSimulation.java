package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.RecordedWatch;
import java.util.ArrayList;
import java.util.List;

/**
 * How often people are told of one cause: women of race b fall behind by twice the gap after five
 * fair hours, so that women and race b do by the gap; four rules on sex, race and both together.
 *
 * <p>Run from the command line for the figures in docs/alerts.md.
 */
final class IncidentSimulation {

  private static final int FAIR_MINUTES = 300;
  private static final int MINUTES_A_DAY = 1440;

  private IncidentSimulation() {}

  /** Arguments: gap, people of a cell in a minute, days, runs. */
  public static void main(String[] arguments) {
    double gap = Double.parseDouble(arguments[0]);
    int people = Integer.parseInt(arguments[1]);
    int minutes = (int) (Double.parseDouble(arguments[2]) * MINUTES_A_DAY);
    System.out.println("| run | pages | states of alerts | incidents | messages | refreshes |");
    System.out.println("|---|---|---|---|---|---|");
    for (int seed = 0; seed < Integer.parseInt(arguments[3]); seed++) {
      run(seed, gap, people, minutes);
    }
  }

  private static void run(int seed, double gap, int people, int minutes) {
    CellTraffic traffic =
        new CellTraffic(
            seed,
            people,
            true,
            (minute, sex, race) ->
                minute >= FAIR_MINUTES && (sex + race).equals("fb") ? 0.7 - 2 * gap : 0.7);
    List<Incident> told = new ArrayList<>();
    List<Alert> alerts = new ArrayList<>();
    RecordedWatch watch = new RecordedWatch(policy(), told::add);
    for (int minute = 0; minute < minutes; minute++) {
      alerts.addAll(watch.onPane(traffic.pane(minute)));
      alerts.addAll(watch.onWindow(traffic.window(minute)));
    }
    long pages =
        alerts.stream()
            .filter(alert -> alert.severity() == Severity.PAGE)
            .filter(alert -> alert.state() != Alert.State.CLEARED)
            .count();
    long loud = told.stream().filter(each -> each.status().occasion().loud()).count();
    System.out.printf(
        "| %d | %d | %d | %d | %d | %d |%n",
        seed,
        pages,
        alerts.size(),
        told.stream().map(Incident::id).distinct().count(),
        loud,
        told.size() - loud);
  }

  private static Policy policy() {
    return AlertTestPolicies.read(
        """
        model: credit
        scoring: {source: provided}
        outcome: {favourable: ["yes"]}
        groups:
          attributes: {sex: [f, m], race: [a, b]}
          intersections: [[sex, race]]
          reference: {sex: m, race: a, sex*race: m*a}
          minimumSize: 30
        ethics: {alertWhen: {ethicsBelow: 0, biasAbove: 1}}
        alerts: {falsePages: {atMost: 1, per: P90D}}
        fairness:
          - {metric: demographic_parity_difference, tolerance: 0.1}
          - {metric: disparate_impact_ratio, tolerance: 0.8}
          - {metric: equal_opportunity_difference, tolerance: 0.1}
          - {metric: equalized_odds_difference, tolerance: 0.1}
        """);
  }
}
