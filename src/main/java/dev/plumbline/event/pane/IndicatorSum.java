package dev.plumbline.event.pane;

/**
 * One ethics indicator over a pane's records.
 *
 * @param sum of risk times indicator
 * @param weight sum of the risks: the number of records where each weighs 1
 * @param largest the largest risk of any of them
 */
public record IndicatorSum(double sum, double weight, double largest) {}
