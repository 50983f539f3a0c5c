package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.OutcomeRate;

/** What one pane says about one rate of a group and its reference. */
public record PaneRates(
    long successes, long trials, long referenceSuccesses, long referenceTrials) {

  public static final PaneRates NOBODY = new PaneRates(0, 0, 0, 0);

  public static PaneRates of(OutcomeRate rate, GroupCounts group, GroupCounts reference) {
    return new PaneRates(
        rate.successes(group),
        rate.trials(group),
        rate.successes(reference),
        rate.trials(reference));
  }

  /** Whether both sides have somebody; otherwise a pane says nothing about their gap. */
  boolean known() {
    return trials > 0 && referenceTrials > 0;
  }
}
