package dev.plumbline.stage.alert.proof;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.chain.ApartHistory;
import dev.plumbline.stage.alert.chain.SearchedRows;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PageThresholds;
import dev.plumbline.stage.alert.memory.GroupWatch;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import dev.plumbline.stage.alert.memory.WatchStep;
import dev.plumbline.stage.alert.watch.AlertStateMachine;
import dev.plumbline.stage.alert.watch.PageSum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Takes the alert stage's own steps over all panes of a model, and remembers of every page of one
 * rule which detectors' evidence it was made of, and where that began. Windows are left out: they
 * change nothing of the evidence.
 */
public final class PageTrace {

  /** A detector, by its key among its group's. */
  private record DetectorName(GroupName group, String key) {}

  private final Policy policy;
  private final AlertRule rule;
  private final AlertStateMachine machine;
  private final WatchStateMap state = new WatchStateMap();
  private final Map<GroupName, Long> firstPasts = new HashMap<>();
  private final Map<DetectorName, Long> firstBets = new HashMap<>();
  private final List<PageMoment> pages = new ArrayList<>();
  private final SortedSet<GroupName> groups = new TreeSet<>(GroupName.IN_ORDER);
  private long next;

  private final ApartHistory apart = new ApartHistory();

  /**
   * @param rule whose pages are looked for
   */
  public PageTrace(Policy policy, AlertRule rule) {
    this.policy = policy;
    this.rule = rule;
    this.machine = new AlertStateMachine(policy);
  }

  public void add(PaneCounts pane) {
    long number = next++;
    for (GroupCounts counts : pane.groups()) {
      groups.add(GroupName.of(counts));
    }
    WatchStep step = machine.onPane(state, pane);
    apart.put(number, step.apart());
    step.groups().forEach((name, after) -> follow(name, state.group(name), after, number));
    List<Alert> alerts = state.apply(step);
    for (Alert alert : alerts) {
      if (alert.rule().equals(rule) && alert.opensPage()) {
        pages.add(new PageMoment(alert, number, detectors(alert, alerts)));
      }
    }
  }

  /** Where a group's evidence begins. */
  private void follow(GroupName name, GroupWatch before, GroupWatch after, long number) {
    boolean anew = isAnew(before, after);
    if (anew) {
      firstPasts.put(name, number);
    }
    after
        .detectors()
        .forEach(
            (key, detector) -> {
              DetectorName of = new DetectorName(name, key);
              if (anew || !before.detectors().containsKey(key)) {
                firstBets.put(of, number);
              }
              if (detector.equals(detector.restarted())) {
                firstBets.put(of, number + 1); // as if it had never been
              }
            });
  }

  /** Whether the past began with this pane: at first, for a new model or for other counts. */
  private static boolean isAnew(GroupWatch before, GroupWatch after) {
    return (before.past().isEmpty() && before.means() == null)
        || before.epoch() != after.epoch()
        || !Policy.basis(before.policyVersion()).equals(Policy.basis(after.policyVersion()));
  }

  /** Of the page's rule first, and of each rule the strongest. */
  private List<PageDetector> detectors(Alert page, List<Alert> alerts) {
    List<PageDetector> own = new ArrayList<>();
    List<PageDetector> others = new ArrayList<>();
    List<PageSum.Detector> parts =
        isFound() ? PageSum.found(policy, state, page) : PageSum.of(policy, state, alerts, page);
    for (PageSum.Detector part : parts) {
      if (part.weighted() > 0) {
        PageDetector detector = detector(part);
        (detector.rule().equals(rule) ? own : others).add(detector);
      }
    }
    own.sort(Comparator.comparingDouble(PageDetector::weighted).reversed());
    own.addAll(others);
    return own;
  }

  private PageDetector detector(PageSum.Detector part) {
    GapContrast contrast = part.contrast();
    EDetector detector = part.detector();
    String key = GroupWatch.detectorKey(part.rule().metric().label(), contrast);
    long firstPast = firstPasts.getOrDefault(part.group(), 0L);
    long firstBet = firstBets.getOrDefault(new DetectorName(part.group(), key), firstPast);
    return new PageDetector(
        part.alertRule(), contrast, detector, part.weighted(), firstPast, firstBet);
  }

  /** Whether nobody declared the rule's group. */
  private boolean isFound() {
    return !policy.groups().compared().contains(rule.attribute());
  }

  /** Every page of the rule, in order. */
  public List<PageMoment> pages() {
    return List.copyOf(pages);
  }

  /**
   * What a proof of the page shows.
   *
   * @param aim times the panes in which one false page is allowed, at least 1: what the evidence
   *     reaches before the first panes are left out
   */
  public ProofPlan plan(PageMoment page, double aim) {
    PageThresholds thresholds = PageThresholds.of(policy);
    List<PageDetector> needed = NeededDetectors.of(page, thresholds.panes() * aim);
    SortedSet<GroupName> shown = new TreeSet<>(GroupName.IN_ORDER);
    long since = needed.stream().mapToLong(PageDetector::firstPast).min().orElse(0);
    needed.forEach(detector -> shown.addAll(compared(detector.group(), since)));
    return new ProofPlan(page, needed, List.copyOf(shown), apart);
  }

  /** The group and all whom it is compared with in panes since a first one. */
  private List<GroupName> compared(GroupName group, long since) {
    if (isFound()) {
      List<GroupName> rows = List.of(SearchedRows.of(group), SearchedRows.everyone(group));
      return apart.hasAnySince(since)
          ? Stream.concat(rows.stream(), Stream.of(SearchedRows.ownEveryone(group))).toList()
          : rows;
    }
    String reference = policy.groups().reference().get(group.attribute());
    return reference == null
        ? groups.stream().filter(each -> each.attribute().equals(group.attribute())).toList()
        : List.of(group, new GroupName(group.attribute(), reference));
  }
}
