package dev.plumbline.stage.alert.proof;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.RateContrast;
import dev.plumbline.stage.alert.watch.AlertStateMachine;
import dev.plumbline.stage.alert.watch.GroupWatch;
import dev.plumbline.stage.alert.watch.WatchStateMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Takes the alert stage's own steps over all panes of a model, and remembers of every page of one
 * rule where its evidence began. Windows are left out: they change nothing of the evidence.
 */
public final class PageTrace {

  private final Policy policy;
  private final AlertRule rule;
  private final GroupName group;
  private final AlertStateMachine machine;
  private final WatchStateMap state = new WatchStateMap();
  private final Map<String, Long> firstBets = new HashMap<>();
  private final List<PageMoment> pages = new ArrayList<>();
  private final SortedSet<String> groups = new TreeSet<>();
  private long firstPast;
  private long next;

  /**
   * @param rule whose pages are looked for
   */
  public PageTrace(Policy policy, AlertRule rule) {
    this.policy = policy;
    this.rule = rule;
    this.group = GroupName.of(rule);
    this.machine = new AlertStateMachine(policy);
  }

  public void add(PaneCounts pane) {
    long number = next++;
    pane.groups().stream()
        .filter(each -> each.attribute().equals(rule.attribute()))
        .forEach(each -> groups.add(each.group()));
    GroupWatch before = state.group(group);
    List<Alert> alerts = state.apply(machine.onPane(state, pane));
    GroupWatch after = state.group(group);
    if (isAnew(before, after)) {
      firstPast = number;
    }
    after.detectors().forEach((key, detector) -> follow(key, before, detector, number));
    for (Alert alert : alerts) {
      if (alert.rule().equals(rule) && alert.opensPage()) {
        pages.add(moment(alert, after, number));
      }
    }
  }

  /** Whether the past began with this pane: at first, for a new model or for other counts. */
  private static boolean isAnew(GroupWatch before, GroupWatch after) {
    return before.past().isEmpty()
        || before.epoch() != after.epoch()
        || !Policy.basis(before.policyVersion()).equals(Policy.basis(after.policyVersion()));
  }

  private void follow(String key, GroupWatch before, EDetector after, long number) {
    if (!before.detectors().containsKey(key) || firstPast == number) {
      firstBets.put(key, number);
    }
    if (after.equals(after.restarted())) {
      firstBets.put(key, number + 1); // as if it had never been
    }
  }

  private PageMoment moment(Alert alert, GroupWatch after, long number) {
    for (FairnessRule each : policy.fairness()) {
      for (RateContrast contrast : RateContrast.of(each)) {
        String key = GroupWatch.detectorKey(each.metric().label(), contrast);
        EDetector detector = after.detectors().get(key);
        if (each.label().equals(rule.metric())
            && detector != null
            && Double.valueOf(detector.evidence()).equals(alert.sequential().evidence())) {
          long firstBet = firstBets.getOrDefault(key, firstPast);
          return new PageMoment(alert, each, contrast, detector, number, firstPast, firstBet);
        }
      }
    }
    throw new IllegalStateException("a page without a detector: " + alert.key());
  }

  /** The rule's group and all whom it is compared with. */
  public SortedSet<String> compared() {
    String reference = policy.groups().reference().get(rule.attribute());
    return reference == null ? groups : new TreeSet<>(List.of(rule.group(), reference));
  }

  /** Every page of the rule, in order. */
  public List<PageMoment> pages() {
    return List.copyOf(pages);
  }
}
