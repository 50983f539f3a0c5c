package dev.plumbline.model.tabular;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model of features says of one request.
 *
 * @param label that the model chose; null when it gives a number
 * @param probabilities by label, in the model's order; empty when it gives a number, or none
 * @param number that the model gives; NaN when it chooses a label
 */
public record TabularAnswer(
    @Nullable String label, Map<String, Double> probabilities, double number) {}
