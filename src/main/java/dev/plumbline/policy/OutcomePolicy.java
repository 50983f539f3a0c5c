package dev.plumbline.policy;

import java.util.Set;

/**
 * @param favourable labels that favour the person
 */
public record OutcomePolicy(Set<String> favourable) {
  public OutcomePolicy {
    favourable = Set.copyOf(favourable);
  }

  public boolean favours(String label) {
    return favourable.contains(label);
  }
}
