package dev.plumbline.policy;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The policies that a process serves, by model. */
public record Policies(Map<String, Policy> byModel) {
  public Policies {
    byModel = Map.copyOf(byModel);
  }

  /**
   * @throws IllegalArgumentException when two policies name the same model
   */
  public static Policies of(Collection<Policy> policies) {
    Map<String, Policy> byModel = new TreeMap<>();
    for (Policy policy : policies) {
      if (byModel.put(policy.model(), policy) != null) {
        throw new IllegalArgumentException("two policies for model " + policy.model());
      }
    }
    return new Policies(byModel);
  }

  public @Nullable Policy find(String model) {
    return byModel.get(model);
  }

  /** All of them, in the order of their models' names. */
  public Collection<Policy> all() {
    return new TreeMap<>(byModel).values();
  }
}
