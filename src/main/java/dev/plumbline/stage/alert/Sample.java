package dev.plumbline.stage.alert;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Rate;

/** What one pane says about one rate of a group and its reference. */
record Sample(long successes, long trials, long referenceSuccesses, long referenceTrials) {

  static final Sample NOBODY = new Sample(0, 0, 0, 0);

  static Sample of(Rate rate, GroupCounts group, GroupCounts reference) {
    return new Sample(
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
