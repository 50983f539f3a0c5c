package dev.plumbline.stage.alert;

import dev.plumbline.policy.FairnessRule;

/**
 * Evidence that reached its threshold.
 *
 * @param evidence the e-detector's M
 * @param pane what the newest pane says of the contrast's first rate
 */
record Finding(
    FairnessRule rule, Contrast contrast, double evidence, double threshold, Sample pane) {}
