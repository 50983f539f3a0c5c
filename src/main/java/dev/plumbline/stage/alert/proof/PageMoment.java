package dev.plumbline.stage.alert.proof;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.RateContrast;

/**
 * A page that the panes lead to. Panes are numbered from 0 in their order.
 *
 * @param rule that was broken
 * @param contrast whose evidence was enough
 * @param detector as it was after the page's pane
 * @param pane the page's
 * @param firstPast the first pane whose rates are bet on
 * @param firstBet the first pane that was bet on
 */
public record PageMoment(
    Alert alert,
    FairnessRule rule,
    RateContrast contrast,
    EDetector detector,
    long pane,
    long firstPast,
    long firstBet) {}
