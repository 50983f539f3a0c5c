package dev.plumbline.fairness;

import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.DesignEffect;
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
  private final ComparedGroup everyone;
  private final long all;
  private final Map<String, GroupShare> shares = new TreeMap<>();

  RepresentationShare(
      String attribute,
      List<ComparedGroup> groups,
      Map<String, Double> population,
      long minimumSize) {
    this.attribute = attribute;
    this.minimumSize = minimumSize;
    this.everyone = ComparedGroup.joined(attribute, GroupCounts.ALL, groups);
    this.all = everyone.counts().requests();
    population.forEach((group, share) -> shares.put(group, share(group, groups, share)));
  }

  private GroupShare share(String group, List<ComparedGroup> groups, double expected) {
    ComparedGroup of =
        groups.stream()
            .filter(each -> each.group().equals(group))
            .findFirst()
            .orElse(ComparedGroup.none(attribute, group));
    DesignEffect design = all == 0 ? DesignEffect.NONE : DesignEffect.of(of.shareOf(everyone));
    return new GroupShare(of, new PopulationShare(of.counts().requests(), all, expected), design);
  }

  /**
   * @param share of all requests
   * @param design because subjects come back
   */
  private record GroupShare(ComparedGroup group, PopulationShare share, DesignEffect design) {

    IntervalEstimate excess(ConfidenceLevel confidence) {
      return worth(confidence).excess(confidence);
    }

    PopulationShare worth(ConfidenceLevel confidence) {
      return share.dividedBy(design.at(confidence));
    }
  }

  List<FairnessFinding> all() {
    List<FairnessFinding> findings = new ArrayList<>();
    shares.forEach(
        (group, share) -> findings.add(enough(share) ? against(group, share) : few(group, share)));
    if (shares.size() > 1 && shares.values().stream().allMatch(this::enough)) {
      findings.add(worst());
    }
    return findings;
  }

  private boolean enough(GroupShare share) {
    return all >= 1 && all / share.design().value() >= minimumSize;
  }

  private FairnessFinding against(String group, GroupShare share) {
    IntervalEstimate excess = share.excess(ConfidenceLevel.USUAL);
    String text = words(group, share) + "; gap " + FigureWords.gap(excess.value());
    return new FairnessFinding(beside(group, share), excess, text, "");
  }

  private FindingSides beside(String group, GroupShare share) {
    return new FindingSides(
        attribute,
        Comparison.REFERENCE,
        side(group, share.group(), share.design()),
        side(POPULATION, everyone, share.design()));
  }

  private static FindingSide side(String name, ComparedGroup group, DesignEffect design) {
    long requests = group.counts().requests();
    return new FindingSide(
        name,
        requests,
        requests / design.value(),
        requests - group.subjects().total(GroupCounts::requests));
  }

  private String words(String group, GroupShare share) {
    return String.format(
        Locale.ROOT,
        "%s=%s: %.1f %% of the traffic against %.1f %% of the population",
        attribute,
        GroupNames.words(group),
        100 * share.share().share(),
        100 * share.share().expected());
  }

  private FairnessFinding few(String group, GroupShare share) {
    String requests =
        all < Math.max(1, minimumSize)
            ? all + " requests"
            : String.format(
                Locale.ROOT,
                "%d requests, worth %.1f independent ones",
                all,
                all / share.design().value());
    return new FairnessFinding(
        beside(group, share),
        null,
        "%s=%s: not enough evidence on the representation: %s has %s of at least %d"
            .formatted(attribute, GroupNames.words(group), attribute, requests, minimumSize),
        "");
  }

  /** The most overrepresented group beside the most underrepresented, sure of all pairs at once. */
  private FairnessFinding worst() {
    Comparator<Map.Entry<String, GroupShare>> byExcess =
        Comparator.comparingDouble(share -> share.getValue().excess(ConfidenceLevel.USUAL).value());
    Map.Entry<String, GroupShare> most = Collections.max(shares.entrySet(), byExcess);
    Map.Entry<String, GroupShare> least = Collections.min(shares.entrySet(), byExcess);
    ConfidenceLevel each = ConfidenceLevel.USUAL.sharedBy(shares.size() * (shares.size() - 1) / 2);
    // The larger share minus the smaller is never below zero, as a group minus itself is.
    IntervalEstimate worst = new IntervalEstimate(0, 0, 0);
    for (GroupShare a : shares.values()) {
      for (GroupShare b : shares.values()) {
        worst = a.equals(b) ? worst : worst.largest(a.worth(each).minus(b.worth(each), each));
      }
    }
    return new FairnessFinding(
        new FindingSides(
            attribute,
            Comparison.WORST_PAIR,
            side(most.getKey(), most.getValue().group(), most.getValue().design()),
            side(least.getKey(), least.getValue().group(), least.getValue().design())),
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
