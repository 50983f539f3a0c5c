package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessRule;
import java.time.Instant;

/**
 * Evidence that reached its threshold.
 *
 * @param evidence the e-detector's M
 * @param onset start of the pane since which the evidence is largest
 * @param pane what the newest pane says of the contrast's first rate
 */
public record ThresholdCrossing(
    FairnessRule rule,
    RateContrast contrast,
    double evidence,
    double threshold,
    Instant onset,
    PaneRates pane) {}
