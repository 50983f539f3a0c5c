package dev.plumbline.stage.alert;

import dev.plumbline.event.Alert;
import dev.plumbline.event.Alert.Severity;
import dev.plumbline.event.Alert.State;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.event.PaneCounts;
import dev.plumbline.event.Rule;
import dev.plumbline.event.WindowMeasures;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Rate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one policy over one model's windows and panes: a pure step from what was remembered
 * and one event to what is remembered next and the alerts that changed. An alert opens, may
 * escalate, and clears after {@code alerts.clearAfter} windows inside tolerance; in between it says
 * nothing, so nobody is flooded.
 */
final class Watcher {

  /** What is remembered next, and the alerts to send. */
  record Step(Watch watch, List<Alert> alerts) {}

  private final Policy policy;
  private final Map<String, EDetector> detectors;
  private final Map<String, Episode> episodes;
  private final Map<String, Reading> readings;
  private final List<Alert> alerts = new ArrayList<>();
  private String version;
  private Instant newestWindow;

  private Watcher(Policy policy, Watch watch) {
    this.policy = policy;
    this.version = watch.version();
    this.detectors = new HashMap<>(watch.detectors());
    this.episodes = new HashMap<>(watch.episodes());
    this.readings = new HashMap<>(watch.readings());
    this.newestWindow = watch.newestWindow();
  }

  /**
   * Windows older than the newest by more than their length speak of the past and change nothing.
   */
  static Step window(Policy policy, Watch watch, WindowMeasures window) {
    Watcher watcher = new Watcher(policy, watch);
    Instant end = window.window().end();
    if (end.isAfter(watcher.newestWindow)) {
      watcher.newestWindow = end;
    }
    if (!end.isBefore(watcher.newestWindow.minus(window.length()))) {
      WindowReadings.of(window, policy).forEach(reading -> watcher.read(reading, window));
    }
    return watcher.step();
  }

  static Step pane(Policy policy, Watch watch, PaneCounts pane) {
    Watcher watcher = new Watcher(policy, watch);
    watcher.restartOnNewVersion(pane);
    for (FairnessRule rule : policy.fairness()) {
      for (GroupCounts group : pane.groups()) {
        if (!group.attribute().equals(GroupCounts.ALL)) {
          watcher.detect(rule, group, pane);
        }
      }
    }
    return watcher.step();
  }

  private Step step() {
    return new Step(new Watch(version, detectors, episodes, readings, newestWindow), alerts);
  }

  private void restartOnNewVersion(PaneCounts pane) {
    if (pane.modelVersion() == null) {
      return;
    }
    String now = pane.modelVersion() + "/" + pane.policyVersion();
    if (!now.equals(version)) {
      version = now;
      detectors.replaceAll((key, detector) -> detector.restarted());
    }
  }

  private void detect(FairnessRule rule, GroupCounts group, PaneCounts pane) {
    GroupCounts reference = reference(group, pane);
    if (reference == null) {
      return;
    }
    Rule name = new Rule(rule.metric().label(), group.attribute(), group.group());
    for (Contrast c : Contrast.of(rule)) {
      GroupCounts low = c.groupIsLow() ? group : reference;
      GroupCounts high = c.groupIsLow() ? reference : group;
      String key = name + "/" + c.name();
      EDetector before = detectors.get(key);
      EDetector after =
          (before == null ? EDetector.fresh(detectors.size() + 1) : before)
              .after(
                  c,
                  c.rate().successes(low),
                  c.rate().trials(low),
                  c.rate().successes(high),
                  c.rate().trials(high));
      detectors.put(key, after);
      double threshold = threshold(after.number());
      if (after.logEvidence() >= Math.log(threshold)) {
        readings.putIfAbsent(name.toString(), atFirst(name, rule, c.rate(), group, reference));
        page(name, after, threshold, pane);
      }
    }
  }

  /**
   * The declared reference, or everyone of the attribute outside the group; null for the reference
   * itself.
   */
  private @Nullable GroupCounts reference(GroupCounts group, PaneCounts pane) {
    String declared = policy.groups().reference().get(group.attribute());
    if (group.group().equals(declared)) {
      return null;
    }
    GroupCounts sum =
        GroupCounts.none(group.attribute(), declared == null ? "everyone else" : declared);
    for (GroupCounts other : pane.groups()) {
      boolean wanted =
          declared == null ? !other.group().equals(group.group()) : other.group().equals(declared);
      if (other.attribute().equals(group.attribute()) && wanted) {
        sum = sum.merge(other);
      }
    }
    return sum;
  }

  /** What a page says before the first window has closed. */
  private static Reading atFirst(
      Rule name, FairnessRule rule, Rate rate, GroupCounts group, GroupCounts reference) {
    String sentence =
        "%s=%s: %s of %d in %d people against %d in %d of %s in the newest pane; no window has closed yet."
            .formatted(
                name.attribute(),
                name.group(),
                rate.words(),
                rate.successes(group),
                rate.trials(group),
                rate.successes(reference),
                rate.trials(reference),
                reference.group());
    return new Reading(
        name,
        false,
        false,
        null,
        null,
        null,
        rate.trials(group),
        rate.trials(reference),
        rule.tolerance(),
        sentence);
  }

  /**
   * A k (k + 1) with A = panes in which one false page is allowed: 1 / (k (k + 1)) adds up to 1
   * over all rules.
   */
  private double threshold(int number) {
    double panes =
        (double) policy.alerts().per().toMillis()
            / policy.windows().advance().toMillis()
            / policy.alerts().falsePages();
    return Math.max(1, panes) * number * (number + 1.0);
  }

  private void page(Rule rule, EDetector detector, double threshold, PaneCounts pane) {
    Episode open = episodes.get(rule.toString());
    if (open != null && open.severity() == Severity.PAGE) {
      return;
    }
    Instant at = pane.pane().end();
    Episode next = open == null ? Episode.opened(Severity.PAGE, at) : open.escalated();
    episodes.put(rule.toString(), next);
    double evidence = Math.exp(Math.min(700, detector.logEvidence()));
    alerts.add(
        alert(
            rule,
            open == null ? State.OPEN : State.ESCALATED,
            next,
            at,
            evidence,
            threshold,
            pane.modelVersion(),
            Map.of()));
  }

  private void read(Reading reading, WindowMeasures window) {
    Rule rule = reading.rule();
    readings.put(rule.toString(), reading);
    Instant end = window.window().end();
    Episode open = episodes.get(rule.toString());
    if (open == null) {
      if (reading.beyond()) {
        Episode opened = Episode.opened(Severity.WARNING, end);
        episodes.put(rule.toString(), opened);
        send(rule, State.OPEN, opened, window);
      }
      return;
    }
    Episode next = reading.inside() ? open.inside(end) : reading.beyond() ? open.outside() : open;
    if (next.inside() >= policy.alerts().clearAfter()) {
      episodes.remove(rule.toString());
      detectors.replaceAll(
          (key, detector) -> key.startsWith(rule + "/") ? detector.restarted() : detector);
      send(rule, State.CLEARED, next, window);
    } else {
      episodes.put(rule.toString(), next);
    }
  }

  private void send(Rule rule, State state, Episode episode, WindowMeasures window) {
    Map<String, Double> moved = new HashMap<>(window.ethics().contributions());
    moved.putAll(window.bias().contributions());
    alerts.add(
        alert(
            rule, state, episode, window.window().end(), null, null, window.modelVersion(), moved));
  }

  private Alert alert(
      Rule rule,
      State state,
      Episode episode,
      Instant at,
      @Nullable Double evidence,
      @Nullable Double threshold,
      @Nullable String modelVersion,
      Map<String, Double> contributions) {
    Reading r = readings.get(rule.toString());
    return new Alert(
        Alert.key(policy.model(), rule),
        policy.model(),
        rule,
        state,
        episode.severity(),
        episode.since(),
        at,
        r == null ? null : r.value(),
        r == null ? null : r.low(),
        r == null ? null : r.high(),
        r == null ? 0 : r.n(),
        r == null ? 0 : r.nReference(),
        r == null ? null : r.tolerance(),
        evidence,
        threshold,
        summary(rule, state, r, evidence, threshold),
        modelVersion,
        policy.version(),
        contributions,
        List.of());
  }

  private String summary(
      Rule rule,
      State state,
      @Nullable Reading reading,
      @Nullable Double evidence,
      @Nullable Double threshold) {
    String figures = reading == null ? "No window has closed yet." : reading.sentence();
    String what = policy.model() + ": " + rule.metric() + ". " + figures;
    if (state == State.CLEARED) {
      return what + " Inside tolerance for " + policy.alerts().clearAfter() + " windows.";
    }
    if (evidence == null || threshold == null) {
      return what;
    }
    return String.format(
        Locale.ROOT,
        "%s Evidence of a gap beyond tolerance: %.2g (pages at %.2g): about %s false page in %d days.",
        what,
        evidence,
        threshold,
        policy.alerts().falsePages() == 1 ? "one" : Double.toString(policy.alerts().falsePages()),
        policy.alerts().per().toDays());
  }
}
