package dev.plumbline.stage.alert.proof;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.SequentialEvidence.Naming;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which detectors of a page prove it: the fewest, as each one makes the proof larger. */
final class NeededDetectors {

  private NeededDetectors() {}

  /**
   * The page's strongest first. All there are, when they have less.
   *
   * @param panes that the evidence has to reach
   */
  static List<PageDetector> of(PageMoment page, double panes) {
    Map<AlertRule, List<PageDetector>> byRule = new LinkedHashMap<>();
    for (PageDetector each : page.detectors()) {
      byRule.computeIfAbsent(each.rule(), rule -> new ArrayList<>()).add(each);
    }
    List<List<PageDetector>> rules = List.copyOf(byRule.values());
    if (page.alert().sequential().named() == Naming.EACH) {
      for (int r = 1; r <= rules.size(); r++) {
        double each = panes / r;
        if (sum(rules.get(0)) >= each && sum(rules.get(r - 1)) >= each) {
          List<PageDetector> needed = new ArrayList<>();
          rules.subList(0, r).forEach(rule -> needed.addAll(fewest(rule, each)));
          return needed;
        }
      }
    }
    List<PageDetector> others = new ArrayList<>(page.detectors());
    PageDetector strongest = others.remove(0);
    others.sort(Comparator.comparingDouble(PageDetector::weighted).reversed());
    others.add(0, strongest);
    return fewest(others, panes);
  }

  private static List<PageDetector> fewest(List<PageDetector> ordered, double panes) {
    List<PageDetector> fewest = new ArrayList<>();
    while (fewest.size() < ordered.size() && sum(fewest) < panes) {
      fewest.add(ordered.get(fewest.size()));
    }
    return fewest;
  }

  private static double sum(Collection<PageDetector> of) {
    return of.stream().mapToDouble(PageDetector::weighted).sum();
  }
}
