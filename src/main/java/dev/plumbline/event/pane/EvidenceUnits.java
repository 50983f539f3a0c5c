package dev.plumbline.event.pane;

import dev.plumbline.event.MessageChecks;

/**
 * In what units a pane's groups are counted.
 *
 * @param unit as the policy says: {@code subject} or {@code request}
 * @param decisions of the pane
 * @param labels that came in the pane
 */
public record EvidenceUnits(String unit, UnitTally decisions, UnitTally labels) {
  public EvidenceUnits {
    MessageChecks.notBlank(unit, "unit");
    MessageChecks.notNull(decisions, "decisions");
    MessageChecks.notNull(labels, "labels");
  }

  /** Of both panes together, which are counted by the same unit. */
  public EvidenceUnits merge(EvidenceUnits other) {
    return new EvidenceUnits(unit, decisions.merge(other.decisions), labels.merge(other.labels));
  }
}
