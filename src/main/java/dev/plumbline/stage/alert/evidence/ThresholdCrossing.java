package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessRule;

/**
 * Evidence that reached its threshold.
 *
 * @param evidence the e-detector's M
 * @param pane what the newest pane says of the contrast's first rate
 */
public record ThresholdCrossing(
    FairnessRule rule, RateContrast contrast, double evidence, double threshold, PaneRates pane) {}
