package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.GroupNames;
import dev.plumbline.policy.GroupPolicy;
import dev.plumbline.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * At what evidence a detector pages, so that the whole policy is expected to page falsely no more
 * than {@code alerts.falsePages} allows. With A panes for one false page, detectors whose shares w
 * add up to at most 1 page at A / w: every share is the same when all groups are declared;
 * otherwise the detector numbered k in order of first appearance has 1 / (k (k + 1)). Rules about
 * scores and drift that page are detectors too, and come before all others.
 *
 * @param panes A
 * @param declared how many detectors there can be at most; 0 when that is not known
 * @param scores rules about scores and drift that page
 */
public record PageThresholds(double panes, long declared, int scores) {

  /** Where nothing but fairness pages. */
  public PageThresholds(double panes, long declared) {
    this(panes, declared, 0);
  }

  public static PageThresholds of(Policy policy) {
    double panes =
        (double) policy.alerts().per().toMillis()
            / policy.windows().advance().toMillis()
            / policy.alerts().falsePages();
    int scores = policy.scoreRules(Severity.PAGE);
    long declared = declared(policy);
    return new PageThresholds(Math.max(1, panes), declared > 0 ? declared + scores : 0, scores);
  }

  public double thresholdFor(int number) {
    double place = (double) number + scores;
    return panes * (declared > 0 ? Math.max((double) declared, place) : place * (place + 1));
  }

  /** At what evidence a rule about a score or drift pages. */
  public double scoreThreshold() {
    double place = scores;
    return panes * (declared > 0 ? (double) declared : place * (place + 1));
  }

  private static long declared(Policy policy) {
    GroupPolicy groups = policy.groups();
    long rules = 0;
    for (FairnessRule rule : policy.fairness()) {
      rules += RateContrast.of(rule).size();
    }
    long compared = 0;
    for (Map.Entry<String, Set<String>> attribute : groups.attributes().entrySet()) {
      if (attribute.getValue().isEmpty()) {
        return 0;
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
    return rules * compared;
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
