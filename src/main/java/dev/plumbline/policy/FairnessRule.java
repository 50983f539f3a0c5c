package dev.plumbline.policy;

/**
 * @param tolerance for differences the largest fair absolute gap, in (0, 1); for ratios the
 *     smallest fair ratio
 */
public record FairnessRule(FairnessMetric metric, double tolerance) {}
