package dev.plumbline.stage.alert.proof;

import dev.plumbline.event.AlertRule;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PageThresholds;

/**
 * A detector whose evidence is a part of a page's. Panes are numbered from 0 in their order.
 *
 * @param rule of the group
 * @param detector as it was after the page's pane
 * @param weighted M times its share of the false pages
 * @param firstPast the first pane that bets know of
 * @param firstBet the first pane that was bet on
 */
public record PageDetector(
    AlertRule rule,
    GapContrast contrast,
    EDetector detector,
    double weighted,
    long firstPast,
    long firstBet) {

  GroupName group() {
    return GroupName.of(rule);
  }

  /** Whether it is of a group that a search looks at. */
  boolean searched() {
    return detector.number() == PageThresholds.SEARCHED;
  }
}
