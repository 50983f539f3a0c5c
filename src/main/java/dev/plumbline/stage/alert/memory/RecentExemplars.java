package dev.plumbline.stage.alert.memory;

import dev.plumbline.event.pane.GroupExemplars;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.OutcomeRate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Ids of one group's newest requests that speak against the model; the newest pane's first. */
public record RecentExemplars(
    List<String> adverse, List<String> falseNegatives, List<String> falsePositives) {

  /** In an alert: enough to see a pattern, few enough to be looked at. */
  static final int MOST = 5;

  public static final RecentExemplars NONE = new RecentExemplars(List.of(), List.of(), List.of());

  public RecentExemplars {
    adverse = List.copyOf(adverse);
    falseNegatives = List.copyOf(falseNegatives);
    falsePositives = List.copyOf(falsePositives);
  }

  public RecentExemplars after(GroupExemplars pane) {
    return new RecentExemplars(
        newest(pane.adverse(), adverse),
        newest(pane.falseNegatives(), falseNegatives),
        newest(pane.falsePositives(), falsePositives));
  }

  /** One after the other of each group, so that no group hides the others. */
  public static RecentExemplars together(Collection<RecentExemplars> groups) {
    return new RecentExemplars(
        inTurns(groups.stream().map(RecentExemplars::adverse).toList()),
        inTurns(groups.stream().map(RecentExemplars::falseNegatives).toList()),
        inTurns(groups.stream().map(RecentExemplars::falsePositives).toList()));
  }

  /** Those that lower the group's rate, or raise it where a high rate is the bad one. */
  public List<String> idsFor(OutcomeRate rate) {
    return switch (rate) {
      case SELECTION -> adverse;
      case TRUE_POSITIVE, FALSE_NEGATIVE -> falseNegatives;
      case FALSE_POSITIVE, PRECISION -> falsePositives;
      case ACCURACY, DECISION_ACCURACY -> mistakes();
    };
  }

  /** Those of a metric, where nothing says which of its rates the gap is in. */
  public List<String> idsFor(FairnessMetric metric) {
    return switch (metric) {
      case REPRESENTATION -> List.of(); // whoever is missing made no request
      case MEAN_SCORE_DIFFERENCE -> adverse;
      case DEMOGRAPHIC_PARITY_DIFFERENCE,
          DISPARATE_IMPACT_RATIO,
          EQUAL_OPPORTUNITY_DIFFERENCE,
          FALSE_POSITIVE_RATE_DIFFERENCE,
          FALSE_NEGATIVE_RATE_DIFFERENCE,
          PREDICTIVE_PARITY_DIFFERENCE,
          ACCURACY_DIFFERENCE,
          DECISION_ACCURACY_DIFFERENCE ->
          idsFor(metric.rates().get(0));
      case EQUALIZED_ODDS_DIFFERENCE,
          EQUALIZED_ODDS_RATIO,
          AVERAGE_ODDS_DIFFERENCE,
          CALIBRATION_DIFFERENCE,
          CALIBRATION_IN_THE_LARGE_DIFFERENCE,
          THEIL_INDEX,
          SUBGROUP_AUC,
          BPSN_AUC,
          BNSP_AUC ->
          mistakes();
    };
  }

  private List<String> mistakes() {
    return inTurns(List.of(falseNegatives, falsePositives));
  }

  private static List<String> newest(List<String> now, List<String> before) {
    List<String> all = new ArrayList<>(now);
    all.addAll(before);
    return all.stream().distinct().limit(MOST).toList();
  }

  private static List<String> inTurns(List<List<String>> lists) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      for (List<String> list : lists) {
        if (i < list.size()) {
          all.add(list.get(i));
        }
      }
    }
    return all.stream().distinct().limit(MOST).toList();
  }
}
