package dev.plumbline.fairness;

import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.group.GroupFactor;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.policy.group.ReferenceGroups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The policy's rules that compare groups within the levels of an attribute or factor: every group
 * of every other attribute against its reference.
 */
public final class ConditionalMetrics {

  private final GroupPolicy policy;
  private final List<FairnessRule> rules;

  public ConditionalMetrics(GroupPolicy policy, List<FairnessRule> rules) {
    this.policy = policy;
    this.rules = rules.stream().filter(FairnessRule::conditional).toList();
  }

  /**
   * @param groups all groups, of the cells of attribute and factor too
   */
  public List<FairnessMeasure> measure(Iterable<ComparedGroup> groups) {
    List<FairnessMeasure> measures = new ArrayList<>();
    if (rules.isEmpty()) {
      return measures;
    }
    Map<String, Map<String, ComparedGroup>> byAttribute = new HashMap<>();
    groups.forEach(
        group ->
            byAttribute
                .computeIfAbsent(group.counts().attribute(), name -> new LinkedHashMap<>())
                .put(group.group(), group));
    for (FairnessRule rule : rules) {
      for (String attribute : new TreeSet<>(policy.attributes().keySet())) {
        if (!attribute.equals(rule.given())) {
          measures.addAll(measure(rule, attribute, byAttribute));
        }
      }
    }
    return measures;
  }

  private List<FairnessMeasure> measure(
      FairnessRule rule, String attribute, Map<String, Map<String, ComparedGroup>> byAttribute) {
    Map<String, ComparedGroup> cells =
        byAttribute.getOrDefault(GroupPolicy.joint(attribute, rule.given()), Map.of());
    List<String> levels = levels(rule.given(), byAttribute);
    Map<String, LeveledGroup> known = new LinkedHashMap<>();
    for (String group : byAttribute.getOrDefault(attribute, Map.of()).keySet()) {
      known.put(group, LeveledGroup.of(attribute, group, levels, cells));
    }
    ReferenceGroups<LeveledGroup> references =
        new ReferenceGroups<>(
            policy.reference().get(attribute),
            known,
            (name, several) -> LeveledGroup.joined(attribute, name, several));
    List<FairnessMeasure> measures = new ArrayList<>();
    for (LeveledGroup group : known.values()) {
      LeveledGroup reference = references.reference(group.name());
      if (reference != null) {
        measures.add(
            new ConditionalComparison(rule, policy.minimumSize()).measure(group, reference));
      }
    }
    return measures;
  }

  private List<String> levels(String given, Map<String, Map<String, ComparedGroup>> byAttribute) {
    GroupFactor factor = policy.factors().get(given);
    if (factor == null) {
      return List.copyOf(byAttribute.getOrDefault(given, Map.of()).keySet());
    }
    List<String> levels = new ArrayList<>(factor.names());
    levels.add(GroupPolicy.OTHER);
    return levels;
  }
}
