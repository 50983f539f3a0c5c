package dev.plumbline.policy.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The groups that are compared; all groups by their names, as {@link GroupNames} writes them.
 *
 * @param attributes attribute name to its declared values; an empty set means open (at most {@link
 *     #MOST_VALUES} kinds)
 * @param intersections lists of attributes that are also compared jointly
 * @param reference attribute (or intersection, {@code sex*race}) to its reference group; without
 *     one a group is compared with everyone outside it
 * @param population attribute (or intersection) to the share of the population that each of its
 *     groups is, for the representation metric; shares of an attribute add up to 1
 * @param minimumSize of how many requests a figure must be
 * @param dates what becomes of dates among the values of open attributes
 * @param factors features that rules may compare groups within, by name
 * @param given attributes and factors that rules do compare groups within
 * @param byVersion whether records are counted by the model's version too
 * @param search groups that are looked at without being declared
 */
public record GroupPolicy(
    Map<String, Set<String>> attributes,
    List<List<String>> intersections,
    Map<String, String> reference,
    Map<String, Map<String, Double>> population,
    long minimumSize,
    Dates dates,
    Map<String, GroupFactor> factors,
    Set<String> given,
    boolean byVersion,
    GroupSearch search) {

  /** What becomes of a date, such as one of birth, which may tell who somebody is. */
  public enum Dates {
    /** It is one of {@link #OTHER}. */
    REFUSE,
    /** It becomes its year. */
    YEAR,
    /** It becomes its decade, such as {@code 1980s}. */
    DECADE
  }

  /** Values of an open attribute beyond this many are counted as {@link #OTHER}. */
  public static final int MOST_VALUES = 64;

  /**
   * The group of values beyond the bound, or outside a closed attribute's list; no value has this
   * name (see {@link GroupNames}).
   */
  public static final String OTHER = "*other";

  /**
   * The attribute that is the version of the model which made the prediction, whatever a request
   * says. No rule is about it, unless the policy lists it among the attributes.
   */
  public static final String VERSION = "modelVersion";

  public GroupPolicy {
    attributes = Map.copyOf(attributes);
    intersections = intersections.stream().map(List::copyOf).toList();
    reference = Map.copyOf(reference);
    Map<String, Map<String, Double>> shares = new TreeMap<>();
    population.forEach((attribute, of) -> shares.put(attribute, Map.copyOf(of)));
    population = Map.copyOf(shares);
    factors = Map.copyOf(factors);
    given = Set.copyOf(given);
  }

  /** These groups, compared within so many attributes or factors too. */
  public GroupPolicy within(Set<String> names) {
    return new GroupPolicy(
        attributes,
        intersections,
        reference,
        population,
        minimumSize,
        dates,
        factors,
        names,
        byVersion,
        search);
  }

  /** Groups none of which is a date, and that no rule compares within anything. */
  public GroupPolicy(
      Map<String, Set<String>> attributes,
      List<List<String>> intersections,
      Map<String, String> reference,
      Map<String, Map<String, Double>> population,
      long minimumSize) {
    this(
        attributes,
        intersections,
        reference,
        population,
        minimumSize,
        Dates.REFUSE,
        Map.of(),
        Set.of(),
        false,
        GroupSearch.NONE);
  }

  /** Groups without a declared population. */
  public GroupPolicy(
      Map<String, Set<String>> attributes,
      List<List<String>> intersections,
      Map<String, String> reference,
      long minimumSize) {
    this(attributes, intersections, reference, Map.of(), minimumSize);
  }

  /**
   * Attribute to group for one record, intersections included; attributes that the policy does not
   * declare or that the record lacks are left out.
   *
   * @param values names of groups, as {@link GroupNames} writes them
   */
  public Map<String, String> groupsFor(Map<String, String> values) {
    Map<String, String> groups = new TreeMap<>();
    attributes
        .keySet()
        .forEach(
            attribute -> {
              String value = values.get(attribute);
              if (value != null) {
                groups.put(attribute, value);
              }
            });
    String version = values.get(VERSION);
    if (byVersion && version != null) {
      groups.put(VERSION, version);
    }
    for (List<String> attributesOf : intersections) {
      List<String> parts = new ArrayList<>();
      attributesOf.forEach(attribute -> parts.add(groups.getOrDefault(attribute, "")));
      if (!parts.contains("")) {
        groups.put(GroupNames.joined(attributesOf), GroupNames.joined(parts));
      }
    }
    return groups;
  }

  /**
   * As {@link #groupsFor}, with the record's group and level at once for every attribute and
   * everything that rules compare within: {@code sex*department} is {@code f*A}.
   *
   * @param values of attributes, and levels of factors
   */
  public Map<String, String> cellsFor(Map<String, String> values) {
    Map<String, String> cells = groupsFor(values);
    for (String factor : given) {
      String level = values.get(factor);
      for (String attribute : attributes.keySet()) {
        String group = values.get(attribute);
        if (level != null && group != null && !attribute.equals(factor)) {
          cells.put(joint(attribute, factor), joint(group, level));
        }
      }
    }
    return cells;
  }

  /** The name of an intersection, or of one of its groups. */
  public static String joint(String first, String second) {
    return first + "*" + second;
  }

  /** Whether records are counted by the model's version, for rules or for themselves. */
  public boolean countsVersions() {
    return byVersion || attributes.containsKey(VERSION);
  }

  /** The attributes and the declared intersections, {@code sex*race}. */
  public SortedSet<String> compared() {
    SortedSet<String> compared = new TreeSet<>(attributes.keySet());
    intersections.forEach(of -> compared.add(GroupNames.joined(of)));
    return compared;
  }

  /** The combinations of attributes whose groups are searched, the shortest first. */
  public List<List<String>> searched() {
    return search.combinations(intersections);
  }

  /** How many groups are searched. */
  public long searchedGroups() {
    return search.size(attributes, intersections);
  }

  /** Whether pages can be about groups of the attribute or intersection. */
  public boolean covers(String attribute) {
    return compared().contains(attribute)
        || searched().stream().anyMatch(names -> GroupNames.joined(names).equals(attribute));
  }

  /** Whether the attribute's values are declared, hence few. */
  public boolean declares(String attribute) {
    return !attributes.getOrDefault(attribute, Set.of()).isEmpty();
  }
}
