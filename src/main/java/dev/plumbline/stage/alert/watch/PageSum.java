package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.memory.GroupWatch;
import dev.plumbline.stage.alert.memory.WatchState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The detectors that the policy's evidence was the sum of when a page went out, for whoever proves
 * it. Rules that rested on too few people were not in that sum, and neither are they here.
 */
public final class PageSum {

  /**
   * A part of the sum.
   *
   * @param weighted M times its share
   */
  public record Detector(
      GroupName group,
      FairnessRule rule,
      GapContrast contrast,
      EDetector detector,
      double weighted) {

    /** The alert's. */
    public AlertRule alertRule() {
      return group.rule(rule.metric().label());
    }
  }

  private PageSum() {}

  /**
   * The strongest rule first, and of a rule the strongest detector.
   *
   * @param after the page's pane
   * @param alerts of that pane
   * @param page one of them
   */
  public static List<Detector> of(Policy policy, WatchState after, List<Alert> alerts, Alert page) {
    WatchDraft draft = new WatchDraft(policy, after);
    PolicySum sum = new EvidenceStep(policy, after.model().numbered()).sum();
    Set<AlertRule> leftSince =
        alerts.stream()
            .filter(alert -> leftWith(page, alert))
            .map(Alert::rule)
            .collect(Collectors.toSet());
    List<RuleEvidence> rules = new ArrayList<>();
    for (GroupName name : draft.groups()) {
      GroupWatch watch = draft.group(name).at(draft.model());
      for (AlertRule rule : leftSince) {
        if (GroupName.of(rule).equals(name)) {
          watch = watch.closed(rule.metric(), page.at());
        }
      }
      sum.rules(name, watch).stream().filter(draft::restsOnEnough).forEach(rules::add);
    }
    rules.sort(RuleEvidence.STRONGEST);
    List<Detector> detectors = new ArrayList<>();
    rules.forEach(rule -> detectors.addAll(detectors(rule)));
    return detectors;
  }

  /**
   * Those of a page of a group that a search found, which are in no sum: each M times its share,
   * the strongest first.
   *
   * @param after the page's pane
   */
  public static List<Detector> found(Policy policy, WatchState after, Alert page) {
    WatchDraft draft = new WatchDraft(policy, after);
    GroupName name = GroupName.of(page.rule());
    String metric = page.rule().metric();
    GroupWatch watch = draft.group(name).at(draft.model()).closed(metric, page.at());
    PolicySum sum = new EvidenceStep(policy, after.model().numbered()).sum();
    return sum.searched(name, watch).stream()
        .filter(rule -> rule.metric().equals(metric))
        .flatMap(rule -> detectors(rule).stream())
        .toList();
  }

  private static List<Detector> detectors(RuleEvidence rule) {
    return rule.contrasts().stream()
        .sorted(Comparator.comparingDouble(RuleEvidence.Part::weighted).reversed())
        .map(
            part ->
                new Detector(
                    rule.group(), rule.rule(), part.contrast(), part.detector(), part.weighted()))
        .toList();
  }

  /** Whether an alert was in the sum until this page or a later one of the same pane named it. */
  private static boolean leftWith(Alert page, Alert alert) {
    Double then = page.sequential().policyEvidence();
    Double left = alert.sequential().policyEvidence();
    return alert.opensPage() && then != null && left != null && left <= then;
  }
}
