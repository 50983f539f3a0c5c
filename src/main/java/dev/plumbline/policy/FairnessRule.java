package dev.plumbline.policy;

/**
 * @param tolerance where fair ends, read as the metric's {@link Tolerance}
 */
public record FairnessRule(FairnessMetric metric, double tolerance) {}
