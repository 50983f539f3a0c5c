package dev.plumbline.policy.scoring;

import java.util.List;

/**
 * What a model of features is shown, and what its answers are called.
 *
 * @param columns in the model's order
 * @param labels of the model's classes in its order; empty takes the model's own names
 */
public record TabularPolicy(List<FeatureColumn> columns, List<String> labels) {

  /** Where no model of features scores. */
  public static final TabularPolicy NONE = new TabularPolicy(List.of(), List.of());

  public TabularPolicy {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
  }
}
