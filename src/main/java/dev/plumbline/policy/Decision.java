package dev.plumbline.policy;

/**
 * What a prediction decides about whom it is made of.
 *
 * @param favourable whether the outcome favours them
 * @param probability of a favourable outcome, in [0, 1]
 */
public record Decision(boolean favourable, double probability) {}
