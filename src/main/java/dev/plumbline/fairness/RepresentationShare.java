package dev.plumbline.fairness;

import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.GroupNames;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.FigureWords;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.PopulationShare;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every declared group's share of the traffic against its share of the population. A group that
 * nobody belongs to is the gravest finding, not a lack of evidence: what must be large enough is
 * the attribute's whole traffic.
 */
public final class RepresentationShare {

  static final String POPULATION = "population";

  private final String attribute;
  private final long minimumSize;
  private final long all;
  private final Map<String, PopulationShare> shares = new TreeMap<>();

  RepresentationShare(
      String attribute,
      List<GroupCounts> groups,
      Map<String, Double> population,
      long minimumSize) {
    this.attribute = attribute;
    this.minimumSize = minimumSize;
    this.all = groups.stream().mapToLong(GroupCounts::requests).sum();
    population.forEach((group, share) -> shares.put(group, share(group, groups, share)));
  }

  private PopulationShare share(String group, List<GroupCounts> groups, double expected) {
    long people =
        groups.stream()
            .filter(counts -> counts.group().equals(group))
            .mapToLong(GroupCounts::requests)
            .sum();
    return new PopulationShare(people, all, expected);
  }

  List<FairnessFinding> all() {
    List<FairnessFinding> findings = new ArrayList<>();
    boolean enough = all >= Math.max(1, minimumSize);
    shares.forEach((group, share) -> findings.add(enough ? against(group, share) : few(group)));
    if (enough && shares.size() > 1) {
      findings.add(worst());
    }
    return findings;
  }

  private FairnessFinding against(String group, PopulationShare share) {
    IntervalEstimate excess = share.excess(ConfidenceLevel.USUAL);
    String text = words(group, share) + "; gap " + FigureWords.gap(excess.value());
    return new FairnessFinding(beside(group, share.people()), excess, text, "");
  }

  private FindingSides beside(String group, long people) {
    return new FindingSides(
        attribute,
        Comparison.REFERENCE,
        new FindingSide(group, people),
        new FindingSide(POPULATION, all));
  }

  private String words(String group, PopulationShare share) {
    return String.format(
        Locale.ROOT,
        "%s=%s: %.1f %% of the traffic against %.1f %% of the population",
        attribute,
        GroupNames.words(group),
        100 * share.share(),
        100 * share.expected());
  }

  private FairnessFinding few(String group) {
    return new FairnessFinding(
        beside(group, 0),
        null,
        "%s=%s: not enough evidence on the representation: %s has %d requests of at least %d"
            .formatted(attribute, GroupNames.words(group), attribute, all, minimumSize),
        "");
  }

  /** The most overrepresented group beside the most underrepresented, sure of all pairs at once. */
  private FairnessFinding worst() {
    Comparator<Map.Entry<String, PopulationShare>> byExcess =
        Comparator.comparingDouble(share -> share.getValue().excess(ConfidenceLevel.USUAL).value());
    Map.Entry<String, PopulationShare> most = Collections.max(shares.entrySet(), byExcess);
    Map.Entry<String, PopulationShare> least = Collections.min(shares.entrySet(), byExcess);
    ConfidenceLevel each = ConfidenceLevel.USUAL.sharedBy(shares.size() * (shares.size() - 1) / 2);
    // The larger share minus the smaller is never below zero, as a group minus itself is.
    IntervalEstimate worst = new IntervalEstimate(0, 0, 0);
    for (PopulationShare a : shares.values()) {
      for (PopulationShare b : shares.values()) {
        worst = a.equals(b) ? worst : worst.largest(a.minus(b, each));
      }
    }
    return new FairnessFinding(
        new FindingSides(
            attribute,
            Comparison.WORST_PAIR,
            new FindingSide(most.getKey(), most.getValue().people()),
            new FindingSide(least.getKey(), least.getValue().people())),
        worst,
        "Worst pair of %s, %s; %s; gap %s"
            .formatted(
                attribute,
                words(most.getKey(), most.getValue()),
                words(least.getKey(), least.getValue()),
                FigureWords.gap(worst.value())),
        "");
  }
}
