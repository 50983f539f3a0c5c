package dev.plumbline.policy;

/**
 * What a prediction decides about whom it is made of.
 *
 * @param favourable whether the outcome favours them
 * @param probability of a favourable outcome, in [0, 1]; NaN when the prediction says none
 */
public record Decision(boolean favourable, double probability) {}
