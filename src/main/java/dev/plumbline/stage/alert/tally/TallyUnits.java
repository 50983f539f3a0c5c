package dev.plumbline.stage.alert.tally;

import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.stage.alert.people.CountedUnits;

/** What panes count of decisions, and of labels. */
public record TallyUnits(CountedUnits decisions, CountedUnits labels) {

  static final TallyUnits REQUESTS = new TallyUnits(CountedUnits.REQUESTS, CountedUnits.REQUESTS);

  public static TallyUnits of(PaneCounts pane) {
    EvidenceUnits counted = pane.counted();
    return counted == null
        ? REQUESTS
        : new TallyUnits(CountedUnits.of(counted.decisions()), CountedUnits.of(counted.labels()));
  }

  public TallyUnits and(TallyUnits other) {
    return new TallyUnits(decisions.and(other.decisions), labels.and(other.labels));
  }

  /** What a rate is of. */
  public CountedUnits countedBy(OutcomeRate rate) {
    return rate == OutcomeRate.SELECTION ? decisions : labels;
  }
}
