package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The {@code groups} section: attributes, intersections, references. */
final class GroupsReader {

  private GroupsReader() {}

  static GroupPolicy read(ConfigSection groups) {
    try (groups) {
      Map<String, Set<String>> attributes = attributes(groups);
      List<List<String>> intersections = intersections(groups, attributes.keySet());
      return new GroupPolicy(
          attributes,
          intersections,
          references(groups, attributes, intersections),
          populations(groups, attributes, intersections),
          groups.whole("minimumSize", 100, 1, 1_000_000_000),
          groups.choice("dates", GroupPolicy.Dates.class, GroupPolicy.Dates.REFUSE),
          FactorsReader.read(groups, attributes.keySet()),
          Set.of(),
          groups.flag("byVersion", false),
          GroupSearchReader.read(groups, attributes, intersections));
    }
  }

  /** A list declares open attributes, a mapping closed ones. */
  private static Map<String, Set<String>> attributes(ConfigSection groups) {
    Map<String, Set<String>> attributes = new LinkedHashMap<>();
    if (groups.isMapping("attributes")) {
      try (ConfigSection closed = groups.section("attributes")) {
        for (String attribute : closed.entries()) {
          Set<String> names = new LinkedHashSet<>();
          closed.words(attribute).forEach(value -> names.add(name(value)));
          attributes.put(attribute, names);
        }
      }
    } else {
      groups.words("attributes").forEach(attribute -> attributes.put(attribute, Set.of()));
    }
    for (String attribute : attributes.keySet()) {
      if (!attribute.matches("[^=*|]+")) {
        groups.problem("attributes", "attribute '" + attribute + "' must not contain =, * or |");
      }
    }
    return attributes;
  }

  private static List<List<String>> intersections(ConfigSection groups, Set<String> declared) {
    List<List<String>> intersections = new ArrayList<>();
    for (Node item : groups.items("intersections")) {
      if (item instanceof SequenceNode sequence && sequence.getValue().size() >= 2) {
        List<String> attributes = new ArrayList<>();
        for (Node attribute : sequence.getValue()) {
          String name = groups.word(attribute, "intersections");
          if (!declared.contains(name)) {
            groups.problems().unknown(attribute, "attribute", name, declared);
          }
          attributes.add(name);
        }
        intersections.add(attributes);
      } else {
        groups.problems().add(item, "an intersection must be a list of two or more attributes");
      }
    }
    return intersections;
  }

  private static Map<String, String> references(
      ConfigSection groups, Map<String, Set<String>> attributes, List<List<String>> intersections) {
    Set<String> allowed = compared(attributes, intersections);
    Map<String, String> references = new LinkedHashMap<>();
    try (ConfigSection section = groups.section("reference")) {
      for (String attribute : section.entries()) {
        String text = section.text(attribute, "");
        String group = attributes.containsKey(attribute) ? groupOf(text) : text;
        Set<String> values = attributes.getOrDefault(attribute, Set.of());
        if (!allowed.contains(attribute)) {
          section.problems().unknown(section.keyNode(attribute), "attribute", attribute, allowed);
        } else if (isUnknown(group, values)) {
          section.problems().unknown(section.keyNode(attribute), "group", group, values);
        }
        references.put(attribute, group);
      }
    }
    return references;
  }

  private static String name(String value) {
    return GroupNames.nameOf(GroupNames.normalised(value));
  }

  /**
   * One attribute's group by its value, or the others; intersections are written by their names.
   */
  private static String groupOf(String text) {
    return text.equals(GroupPolicy.OTHER) ? text : name(text);
  }

  /** Values that a closed attribute does not list are the others. */
  private static boolean isUnknown(String group, Set<String> values) {
    return !values.isEmpty() && !values.contains(group) && !group.equals(GroupPolicy.OTHER);
  }

  private static Set<String> compared(
      Map<String, Set<String>> attributes, List<List<String>> intersections) {
    Set<String> compared = new LinkedHashSet<>(attributes.keySet());
    intersections.forEach(names -> compared.add(GroupNames.joined(names)));
    return compared;
  }

  private static Map<String, Map<String, Double>> populations(
      ConfigSection groups, Map<String, Set<String>> attributes, List<List<String>> intersections) {
    Set<String> allowed = compared(attributes, intersections);
    Map<String, Map<String, Double>> populations = new LinkedHashMap<>();
    try (ConfigSection section = groups.section("population")) {
      for (String attribute : section.entries()) {
        if (!allowed.contains(attribute)) {
          section.problems().unknown(section.keyNode(attribute), "attribute", attribute, allowed);
        }
        Set<String> values = attributes.getOrDefault(attribute, Set.of());
        populations.put(
            attribute, shares(section, attribute, values, attributes.containsKey(attribute)));
      }
    }
    return populations;
  }

  /** Shares may be rounded: they add up to 1 within a hundredth. */
  private static Map<String, Double> shares(
      ConfigSection population, String attribute, Set<String> values, boolean single) {
    Map<String, Double> shares = new LinkedHashMap<>();
    try (ConfigSection section = population.section(attribute)) {
      for (String group : section.entries()) {
        String name = single ? groupOf(group) : group;
        if (isUnknown(name, values)) {
          section.problems().unknown(section.keyNode(group), "group", group, values);
        }
        shares.put(name, section.number(group, 0, 0, 1));
      }
    }
    double total = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (Math.abs(total - 1) > 0.01) {
      population.problem(
          attribute,
          "the shares of '%s' in groups.population must add up to 1, not %s"
              .formatted(attribute, Math.round(1000 * total) / 1000.0));
    }
    return shares;
  }
}
