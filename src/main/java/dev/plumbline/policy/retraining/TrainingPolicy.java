package dev.plumbline.policy.retraining;

import java.util.List;

/**
 * What a trainer learns from, and what it changes.
 *
 * @param parameters {@link #HEAD}, {@link #ALL}, or regular expressions of parameters' names
 * @param newest how many of the newest labelled records it learns from and is judged by
 * @param balanceGroups whether records are weighed so that groups and outcomes are independent
 * @param balanceClasses whether records are weighed so that all labels count the same
 * @param descent how parameters other than the head are moved
 */
public record TrainingPolicy(
    List<String> parameters,
    int newest,
    boolean balanceGroups,
    boolean balanceClasses,
    DescentPolicy descent) {

  /** The last layer alone, which is fitted to its optimum. */
  public static final String HEAD = "head";

  /** Every parameter of the module. */
  public static final String ALL = "all";

  public static final TrainingPolicy DEFAULT =
      new TrainingPolicy(List.of(HEAD), 20_000, true, false, DescentPolicy.DEFAULT);

  public TrainingPolicy {
    parameters = List.copyOf(parameters);
  }

  public boolean ofHead() {
    return parameters.equals(List.of(HEAD));
  }
}
