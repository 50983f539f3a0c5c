package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * At what evidence the policy pages, so that it is expected to page falsely no more than {@code
 * alerts.falsePages} allows. With A panes for one false page, detectors have shares w that add up
 * to at most 1, and the sum of all w M pages at A; hence one detector alone at A / w. Every share
 * is the same when all groups are declared; otherwise the detector numbered k in order of first
 * appearance has 1 / (k (k + 1)). Rules about scores and drift that page are detectors too, and
 * come before all others; each pages alone, and is not in the sum.
 *
 * <p>Where groups are searched, half of the shares is the search's: its detectors, which have the
 * number {@link #SEARCHED}, share it evenly and page alone. They are not in the sum, because the
 * groups overlap and a page names one.
 *
 * @param panes A
 * @param declared how many detectors there can be at most; empty when that is not known
 * @param scores rules about scores and drift that page
 * @param searched detectors of groups that are searched
 */
public record PageThresholds(double panes, OptionalLong declared, int scores, long searched) {

  /** The number of a detector of a group that nobody declared. */
  public static final int SEARCHED = 0;

  /** Where nothing is searched. */
  public PageThresholds(double panes, OptionalLong declared, int scores) {
    this(panes, declared, scores, 0);
  }

  public static PageThresholds of(Policy policy) {
    double panes =
        (double) policy.alerts().per().toMillis()
            / policy.windows().advance().toMillis()
            / policy.alerts().falsePages();
    int scores = policy.scoreRules(Severity.PAGE);
    return new PageThresholds(
        Math.max(1, panes), declared(policy, scores), scores, searched(policy));
  }

  /** The evidence at which a detector pages alone. */
  public double thresholdFor(int number) {
    return panes * partsOf(number);
  }

  /** One over the share of the detector of that number. */
  private double partsOf(int number) {
    return number == SEARCHED ? 2.0 * searched : parts((double) number + scores);
  }

  /** At what evidence a rule about a score or drift pages. */
  public double scoreThreshold() {
    return panes * parts(scores);
  }

  /** One over the share of the detector in that place. */
  private double parts(double place) {
    double all =
        declared.isPresent() ? Math.max((double) declared.getAsLong(), place) : place * (place + 1);
    return searched > 0 ? 2 * all : all;
  }

  /**
   * What a detector adds to the policy's evidence: its M times its share. A detector that reaches
   * its own threshold adds no less than {@link #panes}, however its M is rounded: the sum never
   * pages later than the detector alone.
   */
  public double weighted(EDetector detector) {
    return detector.number() == SEARCHED ? 0 : weightedAlone(detector);
  }

  /** The same, whether it is added to anything or not. */
  public double weightedAlone(EDetector detector) {
    double weighted = detector.evidence() / partsOf(detector.number());
    boolean near = weighted > 0.999 * panes && weighted < panes;
    return near && detector.reaches(thresholdFor(detector.number())) ? panes : weighted;
  }

  private static long searched(Policy policy) {
    long rules = 0;
    for (FairnessRule rule : policy.fairness()) {
      rules += RateContrast.of(rule).size();
    }
    return rules * policy.groups().searchedGroups();
  }

  /** All there can be: groups may come that nobody declared only where there are rules for them. */
  private static OptionalLong declared(Policy policy, int scores) {
    GroupPolicy groups = policy.groups();
    long rules = 0;
    for (FairnessRule rule : policy.fairness()) {
      rules += GapContrast.of(rule).size();
    }
    if (rules == 0) {
      return OptionalLong.of(scores);
    }
    long compared = 0;
    for (Map.Entry<String, Set<String>> attribute : groups.attributes().entrySet()) {
      if (attribute.getValue().isEmpty()) {
        return OptionalLong.empty();
      }
      compared += compared(groups, attribute.getKey(), kinds(groups, attribute.getKey()));
    }
    for (List<String> names : groups.intersections()) {
      long kinds = 1;
      for (String name : names) {
        kinds *= kinds(groups, name);
      }
      compared += compared(groups, GroupNames.joined(names), kinds);
    }
    return OptionalLong.of(rules * compared + scores);
  }

  /** A declared reference is compared with nobody. */
  private static long compared(GroupPolicy groups, String attribute, long kinds) {
    return groups.reference().containsKey(attribute) ? kinds - 1 : kinds;
  }

  /** The declared values, and the rest that is counted together. */
  private static long kinds(GroupPolicy groups, String attribute) {
    return groups.attributes().getOrDefault(attribute, Set.of()).size() + 1L;
  }
}
